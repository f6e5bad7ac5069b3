package org.groundswell.console.gifts;

import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.search.GiftHits;
import org.groundswell.donations.api.search.GiftQuery;
import org.groundswell.donations.api.search.GiftSearch;
import org.groundswell.shared.forms.BadFormException;

/**
 * A page of gifts, the latest first. Immutable.
 *
 * @param next  where the next page begins; "" where there is none
 * @param count how many there are, one more than {@link GiftSearch#MOST_COUNTED} for more; nothing where all were asked for
 * @param behind whether the search has not read all of the ledger yet
 */
record Listing(List<Donation> gifts, String next, OptionalInt count, boolean behind) {

    /**
     * Reads one.
     *
     * @param before as {@link #next} told it; "" for the first page
     * @throws BadFormException if there is no such page
     */
    static Listing of(Ledger ledger, GiftSearch search, GiftQuery query, String before, int limit)
            throws BadFormException {
        return query.isAll() ? newest(ledger, before, limit) : found(ledger, search, query, before, limit);
    }

    private static Listing newest(Ledger ledger, String before, int limit) throws BadFormException {
        try {
            List<Donation> page = ledger.newest(before.isEmpty() ? null : UUID.fromString(before), limit);
            return new Listing(page, page.size() == limit ? page.getLast().pledge().id().toString() : "",
                    OptionalInt.empty(), false);
        } catch (IllegalArgumentException e) {
            throw new BadFormException(400, "before: expected a gift's number");
        }
    }

    private static Listing found(Ledger ledger, GiftSearch search, GiftQuery query, String before, int limit)
            throws BadFormException {
        if (!before.matches("[0-9]{0,18}")) {
            throw new BadFormException(400, "before: expected a number");
        }
        GiftHits hits = search.find(query, before.isEmpty() ? 0 : Long.parseLong(before), limit);
        return new Listing(hits.donations().stream().flatMap(id -> ledger.donation(id).stream()).toList(),
                hits.next() > 0 ? Long.toString(hits.next()) : "", OptionalInt.of(search.count(query)),
                search.behind().isPresent());
    }
}

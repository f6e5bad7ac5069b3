package org.groundswell.console.gifts;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.search.GiftHits;
import org.groundswell.donations.api.search.GiftQuery;
import org.groundswell.donations.api.search.GiftSearch;

/** The gifts of one donor, who is known by an e-mail address. Thread-safe. */
final class SameDonor {
    private static final int PAGE = 1_000;

    private final Ledger ledger;
    private final GiftSearch search;

    SameDonor(Ledger ledger, GiftSearch search) {
        this.ledger = ledger;
        this.search = search;
    }

    /** Whether all of them can be known now: the search may be behind the ledger. */
    boolean isComplete() {
        return search.behind().isEmpty();
    }

    /** All gifts of this one's address, this one first; it alone where it has none. */
    Set<UUID> gifts(Donation gift) {
        var all = new LinkedHashSet<UUID>();
        all.add(gift.pledge().id());
        String email = gift.pledge().donor().email();
        long next = 0;
        do {
            GiftHits hits = email.isEmpty() ? new GiftHits(List.of(), 0)
                    : search.find(GiftQuery.of(email), next, PAGE);
            hits.donations().stream().flatMap(id -> ledger.donation(id).stream())
                    .filter(each -> each.pledge().donor().email().equalsIgnoreCase(email))
                    .forEach(each -> all.add(each.pledge().id()));
            next = hits.next();
        } while (next > 0);
        return all;
    }
}

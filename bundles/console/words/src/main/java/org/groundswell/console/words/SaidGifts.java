package org.groundswell.console.words;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.moderation.Decision;
import org.groundswell.donations.api.moderation.Moderation;
import org.groundswell.donations.api.search.GiftHits;
import org.groundswell.donations.api.search.GiftQuery;
import org.groundswell.donations.api.search.GiftSearch;
import org.groundswell.shared.forms.BadFormException;

/** The gifts whose donors said something that everybody may see or not. */
final class SaidGifts {
    private static final int SHOWN = 50;
    private static final int READ_AT_ONCE = 200;
    /** Among so many gifts one page is looked for; where they have too few, the next page goes on from there. */
    private static final int LOOKED_AT = 2_000;
    /** The same by name. */
    private static final int SEARCHES = 40;
    private static final String PLACE = "[0-9]{0,18}";

    private final Ledger ledger;
    private final Moderation moderation;
    private final GiftSearch search;

    /** Which of them are looked for. */
    enum Which {
        /** Nobody has decided, and more would be shown if somebody let it pass. */
        WAITING,
        /** Something of it is shown now. */
        SHOWN,
        /** Somebody took it down, or a part of it. */
        HIDDEN,
        /** Whatever is said. */
        ALL;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param next where to go on looking; nothing where there are no more */
    record Page(List<Donation> gifts, Optional<String> next) {
    }

    SaidGifts(Ledger ledger, Moderation moderation, GiftSearch search) {
        this.ledger = ledger;
        this.moderation = moderation;
        this.search = search;
    }

    /**
     * @param words  part of a donor's name; empty for all gifts, the newest first
     * @param before as {@link Page#next} told it; "" for the first page
     * @throws BadFormException if there is no such page
     */
    Page page(Which which, String words, String before) throws BadFormException {
        if (words.isEmpty()) {
            return newest(which, EditorPage.number("before", before).orElse(null));
        }
        if (!before.matches(PLACE)) {
            throw new BadFormException(400, "before: expected a number that the page has");
        }
        return found(which, words, before.isEmpty() ? 0 : Long.parseLong(before));
    }

    private Page newest(Which which, UUID before) {
        var gifts = new ArrayList<Donation>();
        UUID last = before;
        for (int looked = 0; looked < LOOKED_AT; looked += READ_AT_ONCE) {
            List<Donation> read = ledger.newest(last, READ_AT_ONCE);
            for (Donation each : read) {
                last = each.pledge().id();
                if (is(which, each)) {
                    gifts.add(each);
                }
                if (gifts.size() == SHOWN) {
                    return new Page(gifts, Optional.of(last.toString()));
                }
            }
            if (read.size() < READ_AT_ONCE) {
                return new Page(gifts, Optional.empty());
            }
        }
        return new Page(gifts, Optional.of(last.toString()));
    }

    /** Many who have a name say nothing, and their gifts take no place on a page. */
    private Page found(Which which, String words, long before) {
        var gifts = new ArrayList<Donation>();
        long next = before;
        for (int i = 0; i < SEARCHES && gifts.size() < SHOWN; i++) {
            GiftHits hits = search.find(GiftQuery.of(words), next, SHOWN - gifts.size());
            hits.donations().stream().flatMap(id -> ledger.donation(id).stream()).filter(each -> is(which, each))
                    .forEach(gifts::add);
            next = hits.next();
            if (next == 0) {
                return new Page(gifts, Optional.empty());
            }
        }
        return new Page(gifts, Optional.of(Long.toString(next)));
    }

    private boolean is(Which which, Donation gift) {
        return saysSomething(gift) && isOnTheSite(gift) && switch (which) {
            case WAITING -> moderation.waits(gift);
            case SHOWN -> !shownPart(moderation.shown(gift)).equals("nothing");
            case HIDDEN -> moderation.decision(gift.pledge().id()).map(each -> meant(each, gift))
                    .filter(each -> each == Decision.HIDE || each == Decision.NAME && hasBoth(gift)).isPresent();
            case ALL -> true;
        };
    }

    /** What was given back, or tried before the evening, is on no page. */
    private boolean isOnTheSite(Donation gift) {
        var pledge = gift.pledge();
        return ledger.totals(pledge.campaign(), pledge.amount().getCurrencyUnit()).shows(gift);
    }

    private static boolean saysSomething(Donation gift) {
        var donor = gift.pledge().donor();
        return !donor.message().isEmpty() || !donor.name().isEmpty() && !donor.anonymous();
    }

    static boolean hasBoth(Donation gift) {
        var donor = gift.pledge().donor();
        return !donor.message().isEmpty() && !donor.name().isEmpty() && !donor.anonymous();
    }

    /** Who has written no words shows only a name: what is released is for whoever looks for words. */
    static Decision meant(Decision decision, Donation gift) {
        return decision == Decision.SHOW && gift.pledge().donor().message().isEmpty() ? Decision.NAME : decision;
    }

    /** {@code nothing}, {@code name}, {@code words} or {@code both}. */
    static String shownPart(Moderation.Shown shown) {
        if (shown.name().isEmpty()) {
            return shown.message().isEmpty() ? "nothing" : "words";
        }
        return shown.message().isEmpty() ? "name" : "both";
    }
}

package org.groundswell.donations.payouts;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.api.EntryPage;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.UnknownPositionException;
import org.groundswell.donations.api.payouts.KeptLine;

/** Lays the lines that are kept beside the ledger, when they are new and when their gifts have moved. For one thread. */
final class LedgerComparison {
    private static final int ENTRIES = 1_000;

    private final Ledger ledger;
    private final PayoutStore store;
    private final BooleanSupplier stop;
    /** Whether lines may be there that were not laid beside it: the node ended in between, or the ledger was away. */
    private boolean leftOver = true;

    /** @param stop whether to end where it is */
    LedgerComparison(Ledger ledger, PayoutStore store, BooleanSupplier stop) {
        this.ledger = ledger;
        this.store = store;
        this.stop = stop;
    }

    /** Lays a payout beside the ledger; where that does not come to its end, it is done with the next look. */
    void explain(long payout) throws SQLException {
        boolean isDone = false;
        try {
            layBeside(payout);
            isDone = true;
        } finally {
            leftOver |= !isDone;
        }
    }

    private void layBeside(long payout) throws SQLException {
        for (PayoutStore.Named each : store.unmatched(payout)) {
            Optional<Donation> gift = gift(each);
            if (gift.isPresent()) {
                match(each, gift.get());
            }
        }
        for (UUID each : store.gifts(payout)) {
            judge(each);
        }
    }

    private void match(PayoutStore.Named named, Donation gift) throws SQLException {
        store.match(named, gift.pledge().id(), gift.pledge().campaign(), gift.pledge().test());
    }

    private Optional<Donation> gift(PayoutStore.Named named) {
        Optional<Donation> byPayment = named.about().isEmpty() ? Optional.empty()
                : ledger.byPayment(named.provider(), named.about());
        return byPayment.or(() -> named.donation() == null ? Optional.empty()
                : ledger.donation(UUID.fromString(named.donation())).filter(each -> each.payment() != null
                        && each.payment().provider().equals(named.provider())));
    }

    private void judge(UUID donation) throws SQLException {
        Optional<Donation> gift = ledger.donation(donation);
        if (gift.isPresent() && gift.get().payment() != null) {
            List<KeptLine> lines = store.linesOf(donation, gift.get().payment().provider());
            store.judge(Judgement.of(gift.get(), lines));
        } else {
            // The ledger is an older copy: these lines are nobody's until it hears of the gift again.
            store.unmatch(donation);
        }
    }

    /** Gifts that have moved since are laid beside their lines anew, and lines that nobody knew may find their gift. */
    void follow() throws SQLException {
        if (leftOver || store.position().isEmpty()) {
            String now = ledger.position();
            for (long each : store.unexplained()) {
                layBeside(each);
            }
            leftOver = false;
            if (store.position().isEmpty()) {
                store.mark(now);
                return;
            }
        }
        try {
            EntryPage page;
            do {
                page = ledger.entriesAfter(store.position().orElseThrow(), ENTRIES);
                boolean misses = store.misses();
                for (UUID each : page.entries().stream().map(Entry::donation).distinct().toList()) {
                    moved(each, misses);
                }
                store.mark(page.position());
            } while (page.entries().size() == ENTRIES && !stop.getAsBoolean());
        } catch (UnknownPositionException e) {
            // Another ledger than before: everything is laid beside it. Marked last: who is stopped begins anew.
            String now = ledger.position();
            for (long each : store.numbers()) {
                if (stop.getAsBoolean()) {
                    return;
                }
                explain(each);
            }
            store.mark(now);
        }
    }

    /** @param misses whether there are lines at all that found no gift */
    private void moved(UUID donation, boolean misses) throws SQLException {
        if (store.hasLines(donation)) {
            judge(donation);
        } else if (misses) {
            Optional<Donation> gift = ledger.donation(donation);
            if (gift.isPresent() && gift.get().payment() != null) {
                find(gift.get());
            }
        }
    }

    private void find(Donation gift) throws SQLException {
        UUID id = gift.pledge().id();
        Donation.Payment payment = gift.payment();
        if (store.isMissed(payment.provider(), payment.paymentId(), id)) {
            match(new PayoutStore.Named(payment.provider(), payment.paymentId(), id.toString()), gift);
            judge(id);
        }
    }
}

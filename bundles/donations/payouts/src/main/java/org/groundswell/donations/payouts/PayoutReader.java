package org.groundswell.donations.payouts;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.api.EntryPage;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.UnknownPositionException;
import org.groundswell.donations.api.payouts.KeptLine;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.Payout;
import org.groundswell.payments.api.PayoutLinePage;
import org.groundswell.payments.api.PayoutPage;
import org.groundswell.payments.api.UnreadablePayment;
import org.groundswell.payments.api.payouts.PayoutGateways;

/**
 * Reads what is new from each gateway and lays it beside the ledger. A gateway, a payout or a line that fails keeps no
 * other back, and what was read before a failure stays read. For one thread.
 */
final class PayoutReader {
    /** Pages of lists and of lines that one gateway is asked for in a round; what is left comes in the next. */
    private static final int PAGES = 500;
    /** Of these, of one payout: one that does not end keeps no other back. */
    private static final int PAGES_OF_ONE = 200;
    private static final int PAYOUTS = 200;
    private static final int ENTRIES = 1_000;
    /** So many payouts in a row that cannot be read are no fault of a payout's. */
    private static final int FAILURES = 3;
    /** A payout may fail days after it was made, and lines of it may be told late. */
    static final Duration CHANGES = Duration.ofDays(30);

    private final PayoutGateways gateways;
    private final Ledger ledger;
    private final PayoutStore store;
    private final Clock clock;
    private final Duration lookBack;
    private final BooleanSupplier stop;
    private final Map<String, String> problems = new ConcurrentHashMap<>();

    /** @param stop whether the round is to end where it is */
    PayoutReader(PayoutGateways gateways, Ledger ledger, PayoutStore store, Clock clock, Duration lookBack,
            BooleanSupplier stop) {
        this.gateways = gateways;
        this.ledger = ledger;
        this.store = store;
        this.clock = clock;
        this.lookBack = lookBack;
        this.stop = stop;
    }

    /** Why the last round did not come to its end, by gateway. */
    Map<String, String> problems() {
        return problems;
    }

    /** @throws SQLException if nothing can be kept */
    void round() throws SQLException {
        List<String> names = gateways.names();
        problems.keySet().retainAll(names);
        for (String each : names) {
            try {
                Optional<String> problem = new Round(each).run();
                problem.ifPresentOrElse(why -> problems.put(each, why), () -> problems.remove(each));
            } catch (PaymentException | RuntimeException e) {
                problems.put(each, String.valueOf(e.getMessage() == null ? e : e.getMessage()));
            }
        }
        store.judgeReturned();
    }

    /** One round with one gateway. */
    private final class Round {
        private final String provider;
        private int pages;
        private int failures;
        private String problem;

        Round(String provider) {
            this.provider = provider;
        }

        boolean isOver() {
            return pages >= PAGES || failures >= FAILURES || stop.getAsBoolean();
        }

        Optional<String> run() throws PaymentException, SQLException {
            list();
            for (PayoutStore.Unread each : store.unread(provider, clock.instant(), CHANGES, PAYOUTS)) {
                if (isOver()) {
                    break;
                }
                try {
                    lines(each);
                    failures = 0;
                } catch (PaymentException e) {
                    failures++;
                    problem = "payout " + each.id() + ": " + e.getMessage();
                }
            }
            return Optional.ofNullable(problem);
        }

        private void list() throws PaymentException, SQLException {
            Instant since = clock.instant().minus(lookBack);
            String cursor = null;
            do {
                PayoutPage page = gateways.payouts(provider, since, cursor);
                for (Payout each : page.payouts()) {
                    store.take(provider, each);
                }
                for (UnreadablePayment each : page.unreadable()) {
                    problem = "a payout cannot be understood: " + each.reason();
                }
                cursor = page.next();
                pages++;
            } while (cursor != null && !isOver());
        }

        private void lines(PayoutStore.Unread payout) throws PaymentException, SQLException {
            PayoutStore.Unread now = payout;
            int last = pages + PAGES_OF_ONE;
            try {
                do {
                    PayoutLinePage page = gateways.lines(provider, now.id(), now.cursor());
                    store.take(provider, now, page, clock.instant());
                    now = new PayoutStore.Unread(now.number(), now.id(), page.next());
                    pages++;
                } while (now.cursor() != null && pages < last && !isOver());
            } finally {
                explain(payout.number());
            }
        }
    }

    /** Lays a payout beside the ledger. */
    private void explain(long payout) throws SQLException {
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
        }
    }

    /** Gifts that have moved since are laid beside their lines anew, and lines that nobody knew may find their gift. */
    void follow() throws SQLException {
        Optional<String> position = store.position();
        if (position.isEmpty()) {
            store.mark(ledger.position());
            return;
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
            // Another ledger than before: everything is laid beside it.
            store.mark(ledger.position());
            for (long each : store.numbers()) {
                explain(each);
            }
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

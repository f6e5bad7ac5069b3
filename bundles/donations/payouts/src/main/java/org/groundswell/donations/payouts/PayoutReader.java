package org.groundswell.donations.payouts;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentRefusedException;
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
    /** So many payouts in a row that cannot be read are no fault of a payout's. */
    private static final int FAILURES = 3;
    /** A payout may fail days after it was made, and lines of it may be told late. */
    static final Duration CHANGES = Duration.ofDays(30);

    private final PayoutGateways gateways;
    private final LedgerComparison comparison;
    private final PayoutStore store;
    private final Clock clock;
    private final Duration lookBack;
    private final BooleanSupplier stop;
    private final Map<String, String> problems = new ConcurrentHashMap<>();
    /** How often a payout could not be read on from where it stopped, since it was. */
    private final Map<Long, Integer> stuck = new HashMap<>();

    /** @param stop whether the round is to end where it is */
    PayoutReader(PayoutGateways gateways, LedgerComparison comparison, PayoutStore store, Clock clock,
            Duration lookBack, BooleanSupplier stop) {
        this.gateways = gateways;
        this.comparison = comparison;
        this.store = store;
        this.clock = clock;
        this.lookBack = lookBack;
        this.stop = stop;
    }

    /** Why the last round did not come to its end, by gateway. */
    Map<String, String> problems() {
        return problems;
    }

    /** Lays beside the ledger what has moved there since. */
    void follow() throws SQLException {
        comparison.follow();
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
                    PayoutLinePage page = page(now);
                    store.take(provider, now, page, clock.instant());
                    now = new PayoutStore.Unread(now.number(), now.id(), page.next());
                    pages++;
                } while (now.cursor() != null && pages < last && !isOver());
            } finally {
                comparison.explain(payout.number());
            }
        }

        /** A place that the gateway does not know any more, or at which it fails again and again, is given up. */
        private PayoutLinePage page(PayoutStore.Unread payout) throws PaymentException, SQLException {
            try {
                PayoutLinePage page = gateways.lines(provider, payout.id(), payout.cursor());
                stuck.remove(payout.number());
                return page;
            } catch (PaymentException e) {
                boolean isRefused = e instanceof PaymentRefusedException;
                if (payout.cursor() != null
                        && (stuck.merge(payout.number(), 1, Integer::sum) >= FAILURES || isRefused)) {
                    stuck.remove(payout.number());
                    store.readAnew(payout);
                }
                throw e;
            }
        }
    }
}

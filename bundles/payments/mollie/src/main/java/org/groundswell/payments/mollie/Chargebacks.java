package org.groundswell.payments.mollie;

import com.google.gson.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentReport;

/**
 * How payments with chargebacks stand in detail, which Mollie's list does not tell. Each is asked about when the list
 * says something new of it, and else the less often the older it is: every hour at first, once a day after eight days.
 * Thread-safe.
 */
final class Chargebacks {
    private static final int REMEMBERED = 1_000;
    private static final Duration OFTEN = Duration.ofHours(1);
    private static final Duration SELDOM = Duration.ofDays(1);
    private static final int PART_OF_AGE = 8;

    private final Question question;
    private final Clock clock;
    private final Map<String, Asked> remembered = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Asked> eldest) {
            return size() > REMEMBERED;
        }
    };

    Chargebacks(Question question, Clock clock) {
        this.question = question;
        this.clock = clock;
    }

    /** Asks Mollie about one payment. */
    @FunctionalInterface
    interface Question {
        Optional<PaymentReport> report(String paymentId) throws PaymentException;
    }

    private record Asked(String listed, Optional<PaymentReport> report, Instant at) {
    }

    /** @param listed the payment as the list has it */
    Optional<PaymentReport> report(JsonObject listed, PaymentReport asListed) throws PaymentException {
        String id = asListed.paymentId();
        String said = listed.get("status") + " " + listed.get("amountRefunded") + " "
                + listed.get("amountChargedBack");
        synchronized (remembered) {
            Asked known = remembered.get(id);
            if (known != null && known.listed().equals(said) && isFresh(known, asListed)) {
                return known.report();
            }
        }
        Optional<PaymentReport> report = question.report(id);
        synchronized (remembered) {
            remembered.put(id, new Asked(said, report, clock.instant()));
        }
        return report;
    }

    private boolean isFresh(Asked known, PaymentReport payment) {
        Duration wait = Duration.between(payment.at(), known.at()).dividedBy(PART_OF_AGE);
        Duration bounded = wait.compareTo(OFTEN) < 0 ? OFTEN : wait.compareTo(SELDOM) > 0 ? SELDOM : wait;
        return clock.instant().isBefore(known.at().plus(bounded));
    }
}

package org.groundswell.donations.service.settlement;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What notifications may cost that anybody could have sent, because their gateway does not sign them. About each payment
 * that is known so many questions a minute; about others so many a second, with room for the first of a month, when
 * gifts of every donor are renewed in a few minutes; and about one that was none of ours nothing for a while. What has
 * to wait is told to come again, as gateways do for hours, and reconciliation finds it at the latest. Thread-safe.
 */
final class UnsignedNotifications {
    private static final int REMEMBERED = 10_000;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int A_MINUTE_FOR_A_PAYMENT = 10;
    private static final Duration STRANGE = Duration.ofMinutes(10);
    private static final double A_SECOND = 5;
    private static final double AT_ONCE = 200;
    private static final double MILLIS = 1000;

    private final Clock clock;
    private final Map<String, Asked> asked = new Bounded<>();
    private final Map<String, Instant> strangers = new Bounded<>();
    private double left = AT_ONCE;
    private Instant filled;

    UnsignedNotifications(Clock clock) {
        this.clock = clock;
        this.filled = clock.instant();
    }

    /** What is to be done about a notification. */
    enum Answer {
        /** The gateway may be asked. */
        ASK,
        /** It is none of ours, as was found out a moment ago. */
        NONE_OF_OURS,
        /** There were too many; the gateway is to send it again. */
        LATER
    }

    /** So many questions in the minute that began then. */
    private record Asked(Instant since, int times) {
    }

    /** Forgets what was used longest ago. */
    private static final class Bounded<V> extends LinkedHashMap<String, V> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
            return size() > REMEMBERED;
        }
    }

    /** @param known whether the ledger has the payment */
    synchronized Answer about(String provider, String paymentId, boolean known) {
        String payment = provider + " " + paymentId;
        Instant now = clock.instant();
        if (known) {
            Asked before = asked.get(payment);
            Asked here = before == null || !now.isBefore(before.since().plus(MINUTE)) ? new Asked(now, 1)
                    : new Asked(before.since(), before.times() + 1);
            asked.put(payment, here);
            return here.times() > A_MINUTE_FOR_A_PAYMENT ? Answer.LATER : Answer.ASK;
        }
        Instant strange = strangers.get(payment);
        if (strange != null && now.isBefore(strange.plus(STRANGE))) {
            return Answer.NONE_OF_OURS;
        }
        double since = Math.max(0, Duration.between(filled, now).toMillis() / MILLIS);
        left = Math.min(AT_ONCE, left + since * A_SECOND);
        filled = now;
        if (left < 1) {
            return Answer.LATER;
        }
        left--;
        return Answer.ASK;
    }

    /** The gateway knows no such payment, or has it for nobody here. */
    synchronized void isNoneOfOurs(String provider, String paymentId) {
        strangers.put(provider + " " + paymentId, clock.instant());
    }

    /** How many payments are remembered. */
    synchronized int remembered() {
        return asked.size() + strangers.size();
    }
}

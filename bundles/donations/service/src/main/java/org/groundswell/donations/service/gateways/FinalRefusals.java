package org.groundswell.donations.service.gateways;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.groundswell.payments.api.PaymentRefusedException;
import org.groundswell.payments.api.PaymentRefusedException.Subject;
import org.joda.money.Money;

/**
 * Which gateways take no payment at all: each says a final no, as if it was this donor's, and it is a setting, or an account
 * that is closed. Five in a row, of different amounts, are no accident; the first payment that is opened proves the contrary.
 * What is wrong with a donor's own e-mail address says nothing of the others. Thread-safe.
 */
public final class FinalRefusals {
    private static final int SEVERAL = 5;
    private static final int AMOUNTS = 2;

    private final Map<String, Row> rows = new ConcurrentHashMap<>();

    /** In a row: none was opened in between. */
    private record Row(int count, Set<Money> amounts, String why) {
        Row and(Money amount, String next) {
            var all = new HashSet<>(amounts);
            if (all.size() < AMOUNTS) {
                all.add(amount);
            }
            return new Row(Math.min(count + 1, SEVERAL), all, next);
        }
    }

    FinalRefusals() {
    }

    /** A payment of this amount was not opened. */
    public void refused(String provider, Money amount, PaymentRefusedException refusal) {
        if (refusal.about() != Subject.EMAIL) {
            rows.merge(provider, new Row(1, Set.of(amount), refusal.getMessage()),
                    (row, _) -> row.and(amount, refusal.getMessage()));
        }
    }

    /** A payment was opened. */
    public void taken(String provider) {
        rows.remove(provider);
    }

    /** What the gateway says to every payment; nothing while it is not known to refuse all. */
    Optional<String> why(String provider) {
        return Optional.ofNullable(rows.get(provider))
                .filter(row -> row.count() >= SEVERAL && row.amounts().size() >= AMOUNTS).map(Row::why);
    }

    /** One that comes in its place begins anew. */
    void forget(String provider) {
        rows.remove(provider);
    }
}

package org.groundswell.payments.api;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Some of the payments that the gateway knows.
 *
 * @param payments as {@link PaymentProvider#report} would tell them now
 * @param next     where the next page begins, or null where this was the last one
 * @param complete since when the gateway forgets nothing: what was begun before may be missing from the list
 */
public record PaymentPage(List<PaymentReport> payments, String next, Instant complete) {

    public PaymentPage {
        payments = List.copyOf(payments);
        Objects.requireNonNull(complete, "complete");
    }
}

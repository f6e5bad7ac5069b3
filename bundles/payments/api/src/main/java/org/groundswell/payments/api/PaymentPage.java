package org.groundswell.payments.api;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Some of the payments that the gateway knows. At most some hundreds: whoever asks goes on page by page and keeps none.
 *
 * @param payments   as {@link PaymentProvider#report} would tell them now
 * @param unreadable what stands between them and cannot be understood; it never keeps the others back
 * @param next       where the next page begins, or null where this was the last one
 * @param complete   since when the gateway forgets nothing: what was begun before may be missing from the list
 */
public record PaymentPage(List<PaymentReport> payments, List<UnreadablePayment> unreadable, @Nullable String next,
        Instant complete) {

    public PaymentPage {
        payments = List.copyOf(payments);
        unreadable = List.copyOf(unreadable);
        Objects.requireNonNull(complete, "complete");
    }

    /** A page on which everything can be understood. */
    public PaymentPage(List<PaymentReport> payments, @Nullable String next, Instant complete) {
        this(payments, List.of(), next, complete);
    }
}

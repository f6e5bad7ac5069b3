package org.groundswell.payments.api;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A payment of which the gateway told something that cannot be understood: no amount, a status that nobody knows.
 *
 * @param paymentId the gateway's id of the payment, or null where it did not even say that
 * @param reason    which field and what is wrong with it; one line, ids only, nothing about the donor
 */
public record UnreadablePayment(@Nullable String paymentId, String reason) {

    public UnreadablePayment {
        Objects.requireNonNull(reason, "reason");
    }
}

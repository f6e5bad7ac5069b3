package org.groundswell.payments.api;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something has happened to a payment. What it was is not told: notifications come late, twice and out of order, so
 * the gateway is asked how the payment stands now.
 *
 * @param eventId   the notification's id at the gateway, or null where it has none
 * @param paymentId the gateway's id of the payment
 */
public record PaymentNotification(@Nullable String eventId, String paymentId) {

    public PaymentNotification {
        Objects.requireNonNull(paymentId, "paymentId");
    }
}

package org.groundswell.payments.api;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.joda.money.Money;

/**
 * What the gateway says about a payment: the whole state, not a step, so that reports may come twice or late.
 *
 * @param eventId   the notification's id, or null where the gateway was asked
 * @param paymentId the gateway's id of the payment
 * @param donation  the donation it was opened for, or null where the gateway does not say
 * @param amount    what the donor pays or has paid
 * @param refunded  what went back to the donor altogether, same currency, zero to {@code amount}
 * @param at        when the gateway recorded this
 */
public record PaymentReport(String eventId, String paymentId, UUID donation, PaymentStatus status, Money amount,
        Money refunded, Instant at) {

    public PaymentReport {
        Objects.requireNonNull(paymentId, "paymentId");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(at, "at");
        if (refunded.isNegative() || refunded.isGreaterThan(amount)) {
            throw new IllegalArgumentException("payment " + paymentId + ": refunded " + refunded + " of " + amount);
        }
    }
}

package org.groundswell.payments.api;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.joda.money.Money;

/**
 * How a payment stands at the gateway, as a whole and at the moment it was asked.
 *
 * @param paymentId    the gateway's id of the payment
 * @param donation     the donation it was opened for, or null where the gateway does not say
 * @param amount       what the donor pays or has paid
 * @param refunded     what went back to the donor altogether, same currency, zero to {@code amount}
 * @param fee          what the gateway keeps, same currency, or null where it does not say
 * @param subscription the gateway's id of the monthly gift the payment belongs to, or null
 * @param renewal      whether this is a later month of a monthly gift: {@code donation} then names the first one
 * @param at           when the payment was begun, UTC
 */
public record PaymentReport(String paymentId, UUID donation, PaymentStatus status, Money amount, Money refunded,
        Money fee, String subscription, boolean renewal, Instant at) {

    public PaymentReport {
        Objects.requireNonNull(paymentId, "paymentId");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(at, "at");
        if (refunded.isNegative() || refunded.isGreaterThan(amount)) {
            throw new IllegalArgumentException("payment " + paymentId + ": refunded " + refunded + " of " + amount);
        }
    }

    /** A payment that stands alone, of which nothing went back and no fee is known. */
    public PaymentReport(String paymentId, UUID donation, PaymentStatus status, Money amount, Instant at) {
        this(paymentId, donation, status, amount, Money.zero(amount.getCurrencyUnit()), null, null, false, at);
    }

    /** The same after so much went back altogether. */
    public PaymentReport withRefunded(Money refundedNow) {
        return new PaymentReport(paymentId, donation, status, amount, refundedNow, fee, subscription, renewal, at);
    }

    /** Whether the gateway has, or had, the donor's money. */
    public boolean isMoney() {
        return status == PaymentStatus.PAID || status == PaymentStatus.DISPUTED;
    }
}

package org.groundswell.payments.sandbox;

import java.time.Instant;
import java.util.UUID;
import org.groundswell.payments.api.PaymentReport;
import org.groundswell.payments.api.PaymentRequest;
import org.groundswell.payments.api.PaymentStatus;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * A payment in the sandbox's book.
 *
 * @param amountMinor   minor units
 * @param refundedMinor minor units
 * @param lastRefundMinor minor units of the last refund, which may still fail
 * @param changedMillis milliseconds since 1970 UTC
 */
record SandboxPayment(String id, UUID donation, String currency, long amountMinor, long refundedMinor,
        long lastRefundMinor, String description, String language, String returnUrl, String webhookUrl, PaymentStatus status,
        long changedMillis) {

    static SandboxPayment opened(String id, PaymentRequest request, long nowMillis) {
        return new SandboxPayment(id, request.donation(), request.amount().getCurrencyUnit().getCode(),
                request.amount().getAmountMinorLong(), 0, 0, request.description(), request.language(),
                request.returnUrl().toString(), request.webhookUrl().toString(), PaymentStatus.OPEN, nowMillis);
    }

    SandboxPayment with(PaymentStatus next, long newRefundedMinor, long nowMillis) {
        return new SandboxPayment(id, donation, currency, amountMinor, newRefundedMinor,
                Math.max(0, newRefundedMinor - refundedMinor), description, language, returnUrl, webhookUrl, next,
                nowMillis);
    }

    boolean isOpen() {
        return status == PaymentStatus.OPEN || status == PaymentStatus.PENDING;
    }

    Money amount() {
        return Money.ofMinor(CurrencyUnit.of(currency), amountMinor);
    }

    /** What the gateway says about this payment. */
    PaymentReport report() {
        return new PaymentReport(id, donation, status, amount(), Instant.ofEpochMilli(changedMillis))
                .withRefunded(Money.ofMinor(CurrencyUnit.of(currency), refundedMinor));
    }
}

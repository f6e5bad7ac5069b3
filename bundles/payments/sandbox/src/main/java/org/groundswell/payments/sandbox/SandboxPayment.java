package org.groundswell.payments.sandbox;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
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
 * @param subscription  the monthly gift it belongs to, null where it is given once
 * @param renewal       whether it is a later month of it
 * @param stopped       whether the monthly gift that began with it has ended
 * @param changedMillis milliseconds since 1970 UTC
 * @param refundKeys    of the refunds that a site has asked for; a book of an older release has none
 */
record SandboxPayment(String id, UUID donation, String currency, long amountMinor, long refundedMinor,
        long lastRefundMinor, String description, String language, String returnUrl, String webhookUrl,
        String subscription, boolean renewal, boolean stopped, PaymentStatus status, long changedMillis,
        List<String> refundKeys) {

    SandboxPayment {
        refundKeys = refundKeys == null ? List.of() : refundKeys;
    }

    static SandboxPayment opened(String id, PaymentRequest request, long nowMillis) {
        return new SandboxPayment(id, request.donation(), request.amount().getCurrencyUnit().getCode(),
                request.amount().getAmountMinorLong(), 0, 0, request.description(), request.language(),
                request.returnUrl().toString(), request.webhookUrl().toString(),
                request.monthly() ? "sub_" + id : null, false, false, PaymentStatus.OPEN, nowMillis,
                List.of());
    }

    SandboxPayment with(PaymentStatus next, long newRefundedMinor, long nowMillis) {
        return new SandboxPayment(id, donation, currency, amountMinor, newRefundedMinor,
                Math.max(0, newRefundedMinor - refundedMinor), description, language, returnUrl, webhookUrl,
                subscription, renewal, stopped, next, nowMillis, refundKeys);
    }

    /** The same with some more given back, and never again for that key. */
    SandboxPayment refunded(long minor, String key, long nowMillis) {
        return new SandboxPayment(id, donation, currency, amountMinor, refundedMinor + minor, minor, description, language,
                returnUrl, webhookUrl, subscription, renewal, stopped, status, nowMillis,
                Stream.concat(refundKeys.stream(), Stream.of(key)).toList());
    }

    /** Another month of the same gift, paid at once. */
    SandboxPayment renewed(String nextId, long nowMillis) {
        return new SandboxPayment(nextId, donation, currency, amountMinor, 0, 0, description, language, returnUrl,
                webhookUrl, subscription, true, false, PaymentStatus.PAID, nowMillis, List.of());
    }

    /** The same, and no month follows. */
    SandboxPayment stoppedNow() {
        return new SandboxPayment(id, donation, currency, amountMinor, refundedMinor, lastRefundMinor, description,
                language, returnUrl, webhookUrl, subscription, renewal, true, status, changedMillis,
                refundKeys);
    }

    /** Whether it is paid and another month may follow. */
    boolean isRunning() {
        return subscription != null && !renewal && !stopped && status == PaymentStatus.PAID;
    }

    boolean isOpen() {
        return status == PaymentStatus.OPEN || status == PaymentStatus.PENDING;
    }

    Money amount() {
        return Money.ofMinor(CurrencyUnit.of(currency), amountMinor);
    }

    /** What the gateway says about this payment. */
    PaymentReport report() {
        return new PaymentReport(id, donation, status, amount(),
                Money.ofMinor(CurrencyUnit.of(currency), refundedMinor), null, subscription, renewal,
                Instant.ofEpochMilli(changedMillis));
    }
}

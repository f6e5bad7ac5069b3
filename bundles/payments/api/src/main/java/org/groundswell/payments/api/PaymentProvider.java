package org.groundswell.payments.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One gateway, registered as a service with the property {@link #NAME}. Donors see every provider that is registered,
 * the one with the highest {@code service.ranking} first, unless the settings say otherwise. Implementations are
 * thread-safe and keep no money: the ledger does. A call may take as long as a donor waits, some ten seconds; then it has to fail. What
 * has not returned after 8 seconds (30 where the gateway is asked) is interrupted, and the provider is left alone for a
 * minute.
 */
@ConsumerType
public interface PaymentProvider {

    /** Service property: the name in addresses ({@code /payments/{name}/webhook}), lower case letters and digits. */
    String NAME = "org.groundswell.payment.provider";

    /** The name, equal to the service property {@link #NAME}. */
    String name();

    /** What the donor reads beside the choice, for example "Card or iDEAL"; a language tag (BCP 47) is given. */
    String label(String language);

    /**
     * Whether money moves.
     *
     * @throws ProviderNotReadyException if that cannot be said now, because the key is missing; the other methods then
     *                                   throw a {@link PaymentException}
     */
    PaymentMode mode();

    /**
     * Whether the gateway signs its notifications, so that {@link #notified} tells nothing that a stranger has made up.
     * Where it does not, the platform bounds what notifications may cost.
     */
    default boolean signsNotifications() {
        return false;
    }

    /**
     * How far this machine's clock is ahead of the gateway's (behind it: negative), as the gateway's last answer told;
     * nothing where none has told. It must not ask the gateway.
     */
    default Optional<Duration> clockAhead() {
        return Optional.empty();
    }

    /** Whether it can take this currency, once or every month. */
    boolean takes(CurrencyUnit currency, boolean monthly);

    /** What it takes of this currency, once or every month; asked for each form, so it must not ask the gateway. */
    default PaymentLimits limits(CurrencyUnit currency, boolean monthly) {
        return PaymentLimits.UNKNOWN;
    }

    /**
     * Opens a payment. Asking again with the same donation returns the same payment.
     *
     * @throws PaymentRefusedException if the gateway will never take it, because of its amount, say; asking again, and
     *                                 another try of the donor's, would not help
     * @throws KeyRefusedException     if the gateway does not take the key; the node says at once that nobody can give
     * @throws PaymentException        if the gateway cannot be reached or refuses; then no donor can pay it
     */
    OpenedPayment open(PaymentRequest request) throws PaymentException;

    /**
     * Asks the gateway how a payment stands.
     *
     * @return nothing where the gateway knows no such payment; what it says is told even if it cannot be true
     * @throws UnreadablePaymentException if the gateway's answer cannot be understood
     * @throws PaymentException           if the gateway cannot be reached
     */
    Optional<PaymentReport> report(String paymentId) throws PaymentException;

    /**
     * Ends a payment that is open: after this nobody can pay it. {@link #report} then says how it stands.
     *
     * @throws PaymentRefusedException if the gateway cannot, because the donor has paid or for reasons of its own
     * @throws PaymentException        if the gateway cannot be reached; the payment may still be open
     */
    default void cancel(String paymentId) throws PaymentException {
        throw new PaymentRefusedException("payment " + paymentId + " cannot be ended at " + name());
    }

    /**
     * Reads a notification that came in at the provider's webhook address.
     *
     * @param headers header names in lower case
     * @param body    the raw bytes as they came
     * @return which payments to ask about; empty where it tells nothing about a payment
     * @throws ForgedNotificationException if it is not the gateway's, too old, or unreadable; nothing is to be changed
     * @throws PaymentException            if the gateway has to be asked and cannot be; it will notify again
     */
    List<PaymentNotification> notified(Map<String, String> headers, byte[] body)
            throws ForgedNotificationException, PaymentException;

    /**
     * Gives money back to the donor.
     *
     * @param amount greater than zero, at most what is left of the payment
     * @param key    asking again with the same key gives nothing back twice
     * @throws PaymentException if the gateway cannot be reached or refuses; ask with the same key, or {@link #report}
     */
    void refund(String paymentId, Money amount, String key) throws PaymentException;

    /**
     * Lists the payments that the gateway knows and that were begun since then, renewals of monthly gifts included.
     * One that cannot be understood is named on its page and keeps no other back.
     *
     * @param cursor null for the first page, else {@link PaymentPage#next}
     * @throws PaymentException if the gateway cannot be reached
     */
    PaymentPage payments(Instant since, @Nullable String cursor) throws PaymentException;

    /**
     * Ends a monthly gift; ending it again changes nothing.
     *
     * @param subscription as a report has told it
     * @throws PaymentException if the gateway cannot be reached
     */
    void stop(String subscription) throws PaymentException;

    /** Whether it can say what it pays out, as it is set up now. It must not ask the gateway. */
    default boolean tellsPayouts() {
        return false;
    }

    /**
     * Lists what the gateway has paid out, or is about to.
     *
     * @param since  payouts that were made before may be left out, UTC
     * @param cursor null for the first page, else {@link PayoutPage#next}
     * @throws PaymentRefusedException if it does not tell ({@link #tellsPayouts})
     * @throws PaymentException        if the gateway cannot be reached, or does not let this key see payouts
     */
    default PayoutPage payouts(Instant since, String cursor) throws PaymentException {
        throw new PaymentRefusedException(name() + " does not say what it pays out");
    }

    /**
     * Lists what a payout is made of.
     *
     * @param payoutId as {@link Payout#id} has it
     * @param cursor   null for the first page, else {@link PayoutLinePage#next}
     * @throws PaymentRefusedException if it does not tell ({@link #tellsPayouts})
     * @throws PaymentException        if the gateway cannot be reached, or knows no such payout
     */
    default PayoutLinePage payoutLines(String payoutId, String cursor) throws PaymentException {
        throw new PaymentRefusedException(name() + " does not say what it pays out");
    }
}

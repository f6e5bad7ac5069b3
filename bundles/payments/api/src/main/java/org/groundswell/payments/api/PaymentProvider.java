package org.groundswell.payments.api;

import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One gateway, registered as a service with the property {@link #NAME}. Donors see every provider that is registered,
 * the one with the highest {@code service.ranking} first. A provider whose checkout is on another host names its
 * origin in the service property {@code org.groundswell.form.origin}. Implementations are thread-safe and keep no
 * money: the ledger does.
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
     * Opens a payment. Asking again with the same donation returns the same payment.
     *
     * @throws PaymentException if the gateway cannot be reached or refuses; then no money can move
     */
    OpenedPayment open(PaymentRequest request) throws PaymentException;

    /**
     * Asks the gateway how a payment stands.
     *
     * @throws PaymentException if the gateway cannot be reached or does not know the payment
     */
    PaymentReport report(String paymentId) throws PaymentException;

    /**
     * Reads a notification that came in at the provider's webhook address.
     *
     * @param headers header names in lower case
     * @param body    the raw bytes as they came
     * @return what it tells, in its order; empty where it tells nothing about a payment
     * @throws ForgedNotificationException if it is not the gateway's, too old, or unreadable; nothing is to be changed
     * @throws PaymentException            if the gateway has to be asked and cannot be; it will notify again
     */
    List<PaymentReport> notified(Map<String, String> headers, byte[] body)
            throws ForgedNotificationException, PaymentException;
}

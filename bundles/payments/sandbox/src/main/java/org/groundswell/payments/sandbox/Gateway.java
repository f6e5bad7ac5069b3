package org.groundswell.payments.sandbox;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.groundswell.payments.api.ForgedNotificationException;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentRefusedException;
import org.groundswell.payments.api.PaymentRequest;

/** The gateway as its provider asks it: inside of this node, or a process of its own that dies with none. Thread-safe. */
interface Gateway {

    /**
     * Some of the payments.
     *
     * @param next           where the next page begins, or null where this was the last one
     * @param completeMillis since when nothing was forgotten, milliseconds since 1970 UTC
     */
    record Payments(List<SandboxPayment> payments, String next, long completeMillis) {
    }

    /** Some of the payouts, the latest first; next as above. */
    record Payouts(List<SandboxPayout.Head> payouts, String next) {
    }

    /** A payout with some of its lines; next as above. */
    record Lines(SandboxPayout payout, String next) {
    }

    /** The same donation gets the same payment. */
    SandboxPayment open(PaymentRequest request) throws PaymentException;

    /** Where a donor pays it; a path where that is at the node. */
    URI checkout(String paymentId);

    Optional<SandboxPayment> find(String paymentId) throws PaymentException;

    /** @throws PaymentRefusedException if it is decided already, or not known */
    void cancel(String paymentId) throws PaymentException;

    /** Gives money back once for each key. */
    void refund(String paymentId, long minor, String key) throws PaymentException;

    void stop(String subscription) throws PaymentException;

    /** Those that changed since then. */
    Payments payments(Instant since, String cursor) throws PaymentException;

    Payouts payouts(Instant since, String cursor) throws PaymentException;

    Lines payoutLines(String payoutId, String cursor) throws PaymentException;

    /**
     * @param header the notification's signature, or null
     * @throws ForgedNotificationException if the gateway has not signed it
     * @throws PaymentException            if that cannot be said now
     */
    void verify(String header, byte[] body) throws ForgedNotificationException, PaymentException;
}

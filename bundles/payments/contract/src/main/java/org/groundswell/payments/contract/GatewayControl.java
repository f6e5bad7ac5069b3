package org.groundswell.payments.contract;

import java.util.Map;
import org.joda.money.Money;

/** The other side of a provider: lets donors and banks decide, and breaks things. */
public interface GatewayControl {

    /** A notification as the gateway would send it. */
    record Sent(Map<String, String> headers, byte[] body) {
    }

    /** The donor pays. */
    void pay(String paymentId);

    /** The donor gives an order that the bank carries out days later, or not. */
    void order(String paymentId);

    /** The bank carries the order out, or refuses. */
    void settle(String paymentId, boolean succeeds);

    /** Nobody finished it in time. */
    void expire(String paymentId);

    /** The charity gives money back at the gateway itself. */
    void refund(String paymentId, Money amount);

    /** The last refund did not reach the donor. */
    void failRefund(String paymentId);

    /** The donor's bank takes the money back. */
    void dispute(String paymentId);

    /** The charity gets it again. */
    void winDispute(String paymentId);

    /** Another month of the gift that began with this payment; returns the new payment's id. */
    String renew(String paymentId);

    /** Whether a monthly gift goes on. */
    boolean isRunning(String subscription);

    /** What the gateway sends about the payment now. */
    Sent notification(String paymentId);

    /** How many payments donors could pay now or have paid for this donation. */
    int paymentsFor(String donation);

    /** From now on every call fails, until it is mended. */
    void down(boolean broken);

    /** The next calls fail so often, as a gateway's do on a busy night. */
    void stumble(int times);
}

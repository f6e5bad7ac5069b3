package org.groundswell.payments.contract;

import java.util.Map;
import java.util.Optional;
import org.joda.money.Money;

/** The other side of a provider: lets donors and banks decide, and breaks things. */
public interface GatewayControl {

    /** A notification as the gateway would send it. */
    record Sent(Map<String, String> headers, byte[] body) {
    }

    /** How a gateway's record may be broken. */
    enum Flaw {
        /** It does not say which payment it is about. */
        NO_ID,
        /** It says nothing of how much. */
        NO_AMOUNT,
        /** Something else stands where the amount should be. */
        AMOUNT_OF_ANOTHER_KIND,
        /** So many digits that no book has them. */
        ENDLESS_AMOUNT,
        /** A date before there were gateways. */
        LONG_AGO,
        /** A date that no calendar has. */
        ABSURD_DATE,
        /** A word that the gateway has invented since. */
        UNKNOWN_STATUS,
        /** A text in place of the record. */
        NO_OBJECT
    }

    /**
     * From now on the gateway tells of this payment with this flaw, in its list and when it is asked.
     *
     * @return whether it can be made to; a gateway of one's own may be beyond that
     */
    default boolean spoil(String paymentId, Flaw flaw) {
        return false;
    }

    /** The donor pays. */
    void pay(String paymentId);

    /** The donor gives an order that the bank carries out days later, or not. */
    void order(String paymentId);

    /** The bank carries the order out, or refuses. */
    void settle(String paymentId, boolean succeeds);

    /** Nobody finished it in time. */
    void expire(String paymentId);

    /** The charity gives money back at the gateway itself; some gateways let it be more than was paid. */
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

    /**
     * The gateway sends the bank all that has come and gone since it did so last.
     *
     * @return the payout's id; nothing where it cannot be made to
     */
    default Optional<String> payOut() {
        return Optional.empty();
    }

    /** How many payments donors could pay now or have paid for this donation. */
    int paymentsFor(String donation);

    /** From now on every call fails, until it is mended. */
    void down(boolean broken);

    /**
     * From now on the gateway takes no payment, whatever it is, as it does with an amount that it does not want.
     *
     * @return whether it can be made to; a gateway of one's own may be beyond that
     */
    default boolean refuse(boolean every) {
        return false;
    }

    /** The next calls fail so often, as a gateway's do on a busy night. */
    void stumble(int times);
}

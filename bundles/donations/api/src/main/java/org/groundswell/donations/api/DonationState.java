package org.groundswell.donations.api;

/**
 * Where a donation stands. Money decides: a gateway that reports money late overrules an earlier "failed", and
 * nothing takes back a payment but a refund or a dispute.
 */
public enum DonationState {
    /** The donor's will is recorded; no payment yet. */
    PLEDGED,
    /** A payment is open at the gateway. */
    PENDING,
    /** The gateway has the money. */
    PAID,
    /** The gateway says that the payment failed. */
    FAILED,
    /** The donor changed their mind. */
    CANCELED,
    /** Nobody finished it in time. */
    EXPIRED,
    /** Some or all of the money went back. */
    REFUNDED,
    /** The donor's bank demands the money back; it does not count until the dispute is won. */
    DISPUTED;

    /** Whether a donation in this state may get into the next one. Staying is a change only between refunds. */
    public boolean mayBecome(DonationState next) {
        return switch (this) {
            case PLEDGED -> next != PLEDGED;
            case PENDING -> next != PLEDGED && next != PENDING;
            case FAILED, CANCELED, EXPIRED -> next == PENDING || next == PAID || next == REFUNDED || next == DISPUTED;
            case PAID -> next == REFUNDED || next == DISPUTED;
            // A refund that failed puts the money back.
            case REFUNDED -> next == REFUNDED || next == DISPUTED || next == PAID;
            case DISPUTED -> next == PAID || next == REFUNDED;
        };
    }

    /** Whether nothing is expected any more unless the gateway says otherwise. */
    public boolean isOpen() {
        return this == PLEDGED || this == PENDING;
    }
}

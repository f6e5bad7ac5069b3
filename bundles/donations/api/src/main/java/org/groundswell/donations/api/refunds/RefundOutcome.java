package org.groundswell.donations.api.refunds;

import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.gifts.BegunRefund;
import org.joda.money.Money;

/** What became of a refund. */
public sealed interface RefundOutcome {

    /** The money went back, now or when the same form came before; the book has it. */
    record Done(Donation donation) implements RefundOutcome {
    }

    /** There is not so much that could go back; nothing was done. */
    record TooMuch(Donation donation, Money left) implements RefundOutcome {
    }

    /**
     * Since whoever asks has looked, other money went back, or came: they did not mean the gift as it stands now, and nothing
     * was done.
     *
     * @param left what could go back now
     */
    record Stale(Donation donation, Money left) implements RefundOutcome {
    }

    /**
     * The gateway has not said whether the refund went through: this one, or one that was begun before. No other begins
     * until it has.
     *
     * @param why in words for an admin; ids only
     */
    record Unconfirmed(Donation donation, BegunRefund refund, String why) implements RefundOutcome {
    }

    /** The gateway will not give it back; nothing was done. */
    record Refused(Donation donation, String why) implements RefundOutcome {
    }

    /** The gateway could not be asked how the gift stands; nothing was begun. */
    record NotReached(Donation donation, String why) implements RefundOutcome {
    }

    /** The key was used for another refund; nothing was done. */
    record ForeignKey() implements RefundOutcome {
    }

    /** There is no such donation, or nothing of it that could be confirmed. */
    record Unknown() implements RefundOutcome {
    }
}

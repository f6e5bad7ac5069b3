package __package__;

import java.time.Instant;
import java.util.UUID;
import org.groundswell.donations.api.Cause;
import org.groundswell.donations.api.Change;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.api.gifts.BegunRefund;
import org.groundswell.donations.api.gifts.Remark;
import org.groundswell.donations.api.receipts.IssuedReceipt;

/** One line of the journal: one of the six, the others are null; a gift that was entered by hand has three. */
record Line(Pledge pledge, Change change, Receipt receipt, Issued issued, Rehearsal rehearsal,
        Desk desk) {

    /** @param due when a receipt is owed next, or null where none is owed any more */
    record Receipt(UUID donation, Instant due) {
    }

    /** A receipt that was given out. */
    record Issued(UUID donation, IssuedReceipt receipt) {
    }

    /** One of the two: when a rehearsal ended, or when real money began to be taken. */
    record Rehearsal(Instant ended, Instant real) {
    }

    /**
     * What somebody of the charity did.
     *
     * @param donor  as they are from now on, or null where they stay
     * @param cause  why, where there is a donor
     * @param remark or null
     * @param refund as it stands from now on, or null
     */
    record Desk(UUID donation, Donor donor, Cause cause, Remark remark, BegunRefund refund) {
    }

    static Line of(Desk desk) {
        return new Line(null, null, null, null, null, desk);
    }

    static Line of(Pledge pledge) {
        return new Line(pledge, null, null, null, null, null);
    }

    static Line of(Change change) {
        return new Line(null, change, null, null, null, null);
    }

    static Line of(Receipt receipt) {
        return new Line(null, null, receipt, null, null, null);
    }

    static Line of(Issued issued) {
        return new Line(null, null, null, issued, null, null);
    }

    static Line of(Rehearsal rehearsal) {
        return new Line(null, null, null, null, rehearsal, null);
    }
}

package __package__;

import java.time.Instant;
import java.util.UUID;
import org.groundswell.donations.api.Change;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.api.receipts.IssuedReceipt;

/** One line of the journal: one of the five, the others are null. */
record Line(Pledge pledge, Change change, Receipt receipt, Issued issued, Rehearsal rehearsal) {

    /** @param due when a receipt is owed next, or null where none is owed any more */
    record Receipt(UUID donation, Instant due) {
    }

    /** A receipt that was given out. */
    record Issued(UUID donation, IssuedReceipt receipt) {
    }

    /** One of the two: when a rehearsal ended, or when real money began to be taken. */
    record Rehearsal(Instant ended, Instant real) {
    }

    static Line of(Pledge pledge) {
        return new Line(pledge, null, null, null, null);
    }

    static Line of(Change change) {
        return new Line(null, change, null, null, null);
    }

    static Line of(Receipt receipt) {
        return new Line(null, null, receipt, null, null);
    }

    static Line of(Issued issued) {
        return new Line(null, null, null, issued, null);
    }

    static Line of(Rehearsal rehearsal) {
        return new Line(null, null, null, null, rehearsal);
    }
}

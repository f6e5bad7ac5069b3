package __package__;

import java.time.Instant;
import java.util.UUID;
import org.groundswell.donations.api.Change;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.api.receipts.IssuedReceipt;

/** One line of the journal: one of the four, the others are null. */
record Line(Pledge pledge, Change change, Receipt receipt, Issued issued) {

    /** @param due when a receipt is owed next, or null where none is owed any more */
    record Receipt(UUID donation, Instant due) {
    }

    /** A receipt that was given out. */
    record Issued(UUID donation, IssuedReceipt receipt) {
    }

    static Line of(Pledge pledge) {
        return new Line(pledge, null, null, null);
    }

    static Line of(Change change) {
        return new Line(null, change, null, null);
    }

    static Line of(Receipt receipt) {
        return new Line(null, null, receipt, null);
    }

    static Line of(Issued issued) {
        return new Line(null, null, null, issued);
    }
}

package __package__;

import java.time.Instant;
import java.util.UUID;
import org.groundswell.donations.api.Change;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.api.receipts.IssuedReceipt;

/** One line of the journal: one of the five, the others are null. */
record JournalLine(Pledge pledge, Change change, Receipt receipt, Issued issued, Rehearsal rehearsal) {

    /** @param due when a receipt is owed next, or null where none is owed any more */
    record Receipt(UUID donation, Instant due) {
    }

    /** A receipt that was given out. */
    record Issued(UUID donation, IssuedReceipt receipt) {
    }

    /** One of the two: when a rehearsal ended, or when real money began to be taken. */
    record Rehearsal(Instant ended, Instant real) {
    }

    static JournalLine of(Pledge pledge) {
        return new JournalLine(pledge, null, null, null, null);
    }

    static JournalLine of(Change change) {
        return new JournalLine(null, change, null, null, null);
    }

    static JournalLine of(Receipt receipt) {
        return new JournalLine(null, null, receipt, null, null);
    }

    static JournalLine of(Issued issued) {
        return new JournalLine(null, null, null, issued, null);
    }

    static JournalLine of(Rehearsal rehearsal) {
        return new JournalLine(null, null, null, null, rehearsal);
    }
}

package __package__;

import java.time.Instant;
import java.util.UUID;
import org.groundswell.donations.api.Change;
import org.groundswell.donations.api.Pledge;

/** One line of the journal: one of the four, the others are null. */
record Line(Pledge pledge, Change change, Receipt receipt, Rehearsal rehearsal) {

    /** @param due when a receipt is owed next, or null where none is owed any more */
    record Receipt(UUID donation, Instant due) {
    }

    /** One of the two: when a rehearsal ended, or when real money began to be taken. */
    record Rehearsal(Instant ended, Instant real) {
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

    static Line of(Rehearsal rehearsal) {
        return new Line(null, null, null, rehearsal);
    }
}

package __package__;

import java.time.Instant;
import java.util.UUID;
import org.groundswell.donations.api.Change;
import org.groundswell.donations.api.Pledge;

/** One line of the journal: one of the three, the others are null. */
record Line(Pledge pledge, Change change, Receipt receipt) {

    /** @param due when a receipt is owed next, or null where none is owed any more */
    record Receipt(UUID donation, Instant due) {
    }

    static Line of(Pledge pledge) {
        return new Line(pledge, null, null);
    }

    static Line of(Change change) {
        return new Line(null, change, null);
    }

    static Line of(Receipt receipt) {
        return new Line(null, null, receipt);
    }
}

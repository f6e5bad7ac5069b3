package org.groundswell.donations.ledger.sqlite;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.groundswell.donations.api.Donation;

/** Which receipts are owed, inside a transaction of the writer. */
final class Receipts {
    /**
     * Part of each update of a donation: a receipt is owed while its money counts and none was sent. Values: whether it
     * counts, and since when.
     */
    static final String DUE = "receipt_due = CASE WHEN receipt_sent IS NOT NULL OR email = '' THEN receipt_due"
            + " WHEN ? THEN coalesce(receipt_due, ?) END";

    private final Queries queries;

    Receipts(Queries queries) {
        this.queries = queries;
    }

    List<Donation> take(Instant now, Instant until, int limit) throws SQLException {
        List<UUID> due = queries.all(row -> Rows.uuid(row.getBytes(1)), "SELECT id FROM donation"
                + " WHERE receipt_due <= ? ORDER BY receipt_due LIMIT ?", now.toEpochMilli(), limit);
        var taken = new ArrayList<Donation>();
        for (UUID id : due) {
            postpone(id, until);
            taken.add(queries.donation(id).orElseThrow());
        }
        return taken;
    }

    void settle(UUID donation, Instant at) throws SQLException {
        queries.update("UPDATE donation SET receipt_due = NULL, receipt_sent = ? WHERE id = ?", at.toEpochMilli(),
                Rows.bytes(donation));
    }

    void postpone(UUID donation, Instant until) throws SQLException {
        queries.update("UPDATE donation SET receipt_due = ? WHERE id = ? AND receipt_due IS NOT NULL",
                until.toEpochMilli(), Rows.bytes(donation));
    }
}

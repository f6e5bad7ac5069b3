package org.groundswell.donations.ledger.sqlite;

import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.receipts.IssuedReceipt;

/** Which receipts are owed and which were given out, inside a transaction of the writer. */
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

    /** The next number of its year is taken in the transaction that keeps it: what is rolled back was never given. */
    Optional<IssuedReceipt> issue(UUID donation, Instant at, ZoneId zone) throws SQLException {
        Optional<IssuedReceipt> before = issued(donation);
        if (before.isPresent()) {
            return before;
        }
        int year = at.atZone(zone).getYear();
        queries.update("INSERT INTO receipt (year, count, donation, issued_at) SELECT ?,"
                + " 1 + (SELECT coalesce(max(count), 0) FROM receipt WHERE year = ?), id, ?"
                + " FROM donation WHERE id = ? AND receipt_due IS NOT NULL",
                year, year, at.toEpochMilli(), Rows.bytes(donation));
        return issued(donation);
    }

    private Optional<IssuedReceipt> issued(UUID donation) throws SQLException {
        return queries.all(row -> new IssuedReceipt(row.getInt(1), row.getLong(2),
                Instant.ofEpochMilli(row.getLong(3))), "SELECT year, count, issued_at FROM receipt WHERE donation = ?",
                Rows.bytes(donation)).stream().findFirst();
    }

    /** Returns how many donations that was about. */
    int settle(UUID donation, Instant at) throws SQLException {
        return queries.update("UPDATE donation SET receipt_due = NULL, receipt_sent = ? WHERE id = ?", at.toEpochMilli(),
                Rows.bytes(donation));
    }

    /** Returns how many donations that was about. */
    int postpone(UUID donation, Instant until) throws SQLException {
        return queries.update("UPDATE donation SET receipt_due = ? WHERE id = ? AND receipt_due IS NOT NULL",
                until.toEpochMilli(), Rows.bytes(donation));
    }
}

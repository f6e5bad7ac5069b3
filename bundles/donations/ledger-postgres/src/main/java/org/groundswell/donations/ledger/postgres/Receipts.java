package org.groundswell.donations.ledger.postgres;

import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.receipts.IssuedReceipt;

/** Which receipts are owed and which were given out, inside the transaction of an errand. */
final class Receipts {
    private final Queries queries;

    Receipts(Queries queries) {
        this.queries = queries;
    }

    /**
     * What another node is just taking is left to it.
     *
     * @param fence of whoever takes; 0 for nobody's
     */
    List<Donation> take(Instant now, Instant until, int limit, long fence) throws SQLException {
        queries.update("UPDATE donation SET receipt_claim = NULL, receipt_due = CASE WHEN receipt_due IS NOT NULL"
                + " THEN least(receipt_due, ?) END WHERE receipt_claim < ?", now.toEpochMilli(), fence);
        List<UUID> due = queries.all(row -> row.getObject(1, UUID.class), "SELECT id FROM donation"
                + " WHERE receipt_due <= ? ORDER BY receipt_due LIMIT ? FOR UPDATE SKIP LOCKED", now.toEpochMilli(), limit);
        var taken = new ArrayList<Donation>();
        for (UUID id : due) {
            queries.update("UPDATE donation SET receipt_due = ?, receipt_claim = nullif(?, 0) WHERE id = ?",
                    until.toEpochMilli(), fence, id);
            taken.add(queries.donation(id).orElseThrow());
        }
        return taken;
    }

    /**
     * The next number of its year is taken in the transaction that keeps it: what is rolled back was never given. Two
     * nodes wait for each other at the year's count.
     */
    Optional<IssuedReceipt> issue(UUID donation, Instant at, ZoneId zone) throws SQLException {
        List<Boolean> owed = queries.all(row -> row.getBoolean(1), "SELECT rehearsal > 0 FROM donation WHERE id = ?"
                + " AND receipt_due IS NOT NULL FOR UPDATE", donation);
        Optional<IssuedReceipt> before = issued(queries, donation);
        if (before.isPresent() || owed.isEmpty()) {
            return before;
        }
        int year = at.atZone(zone).getYear();
        boolean test = owed.getFirst();
        long count = queries.all(row -> row.getLong(1), "INSERT INTO receipt_count AS c (test, year, count)"
                + " VALUES (?, ?, 1) ON CONFLICT (test, year) DO UPDATE SET count = c.count + 1 RETURNING count",
                test, year).getFirst();
        queries.update("INSERT INTO receipt (test, year, count, donation, issued_at) VALUES (?, ?, ?, ?, ?)", test, year,
                count, donation, at.toEpochMilli());
        return issued(queries, donation);
    }

    boolean again(UUID donation, Instant at) throws SQLException {
        return queries.update("UPDATE donation SET receipt_due = ?, receipt_claim = NULL WHERE id = ? AND email <> ''"
                + " AND state <> 'DISPUTED' AND settled > refunded", at.toEpochMilli(), donation) > 0;
    }

    /** Returns how many donations that was about. */
    int settle(UUID donation, Instant at) throws SQLException {
        return queries.update("UPDATE donation SET receipt_due = NULL, receipt_claim = NULL, receipt_sent = ? WHERE id = ?",
                at.toEpochMilli(), donation);
    }

    /** Returns how many donations that was about. */
    int postpone(UUID donation, Instant until) throws SQLException {
        return queries.update("UPDATE donation SET receipt_due = ?, receipt_claim = NULL WHERE id = ?"
                + " AND receipt_due IS NOT NULL", until.toEpochMilli(), donation);
    }

    static Optional<UUID> donation(Queries queries, IssuedReceipt receipt) throws SQLException {
        return queries.all(row -> row.getObject(1, UUID.class), "SELECT donation FROM receipt WHERE test = ? AND year = ?"
                + " AND count = ?", receipt.test(), receipt.year(), receipt.count()).stream().findFirst();
    }

    static Optional<IssuedReceipt> issued(Queries queries, UUID donation) throws SQLException {
        return queries.all(row -> new IssuedReceipt(row.getInt(1), row.getLong(2), row.getBoolean(3),
                Instant.ofEpochMilli(row.getLong(4))), "SELECT year, count, test, issued_at FROM receipt"
                + " WHERE donation = ?", donation).stream().findFirst();
    }
}

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
import org.groundswell.shared.ids.UuidBytes;

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
        List<UUID> due = queries.all(row -> UuidBytes.uuid(row.getBytes(1)), "SELECT id FROM donation"
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
        Optional<IssuedReceipt> before = issued(queries, donation);
        if (before.isPresent()) {
            return before;
        }
        int year = at.atZone(zone).getYear();
        queries.update("INSERT INTO receipt (test, year, count, donation, issued_at) SELECT rehearsal > 0, ?,"
                + " 1 + (SELECT coalesce(max(count), 0) FROM receipt WHERE test = (donation.rehearsal > 0) AND year = ?),"
                + " id, ? FROM donation WHERE id = ? AND receipt_due IS NOT NULL",
                year, year, at.toEpochMilli(), UuidBytes.of(donation));
        return issued(queries, donation);
    }

    /** The donor as they are now; a receipt is owed as soon as there is an address, and not without one. */
    void amend(Donation after) throws SQLException {
        var donor = after.pledge().donor();
        long at = after.changed().toEpochMilli();
        queries.update("UPDATE donation SET name = ?, email = ?, message = ?, anonymous = ?, address = ?,"
                + " changed_at = ?,"
                + " receipt_due = CASE WHEN ? = '' THEN NULL WHEN receipt_sent IS NOT NULL THEN receipt_due"
                + " WHEN ? THEN coalesce(receipt_due, ?) END WHERE id = ?",
                donor.name(), donor.email(), donor.message(), donor.anonymous(), donor.address(), at,
                donor.email(),
                after.counted().isPositive(), at, UuidBytes.of(after.pledge().id()));
    }

    boolean again(UUID donation, Instant at) throws SQLException {
        return queries.update("UPDATE donation SET receipt_due = ? WHERE id = ? AND email <> '' AND state <> 'DISPUTED'"
                + " AND settled > refunded", at.toEpochMilli(), UuidBytes.of(donation)) > 0;
    }

    static Optional<UUID> donation(Queries queries, IssuedReceipt receipt) throws SQLException {
        return queries.all(row -> UuidBytes.uuid(row.getBytes(1)), "SELECT donation FROM receipt WHERE test = ? AND year = ?"
                + " AND count = ?", receipt.test(), receipt.year(), receipt.count()).stream().findFirst();
    }

    static Optional<IssuedReceipt> issued(Queries queries, UUID donation) throws SQLException {
        return queries.all(row -> new IssuedReceipt(row.getInt(1), row.getLong(2), row.getBoolean(3),
                Instant.ofEpochMilli(row.getLong(4))), "SELECT year, count, test, issued_at FROM receipt"
                + " WHERE donation = ?", UuidBytes.of(donation)).stream().findFirst();
    }

    /** Returns how many donations that was about. */
    int settle(UUID donation, Instant at) throws SQLException {
        return queries.update("UPDATE donation SET receipt_due = NULL, receipt_sent = ? WHERE id = ?", at.toEpochMilli(),
                UuidBytes.of(donation));
    }

    /** Returns how many donations that was about. */
    int postpone(UUID donation, Instant until) throws SQLException {
        return queries.update("UPDATE donation SET receipt_due = ? WHERE id = ? AND receipt_due IS NOT NULL",
                until.toEpochMilli(), UuidBytes.of(donation));
    }
}

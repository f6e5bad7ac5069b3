package org.groundswell.donations.ledger.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.groundswell.donations.ledger.shared.Move;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves the rows of a ledger in SQLite into one in PostgreSQL that has none. How far it came is read from what is there, so
 * it can be broken off anywhere and begun again. Not thread-safe.
 */
final class Migration {
    /** Who has written what was moved. */
    static final int WRITER = 0;
    private static final Logger LOG = LoggerFactory.getLogger(Migration.class);
    private static final int AT_ONCE = 1_000;
    /** More than the clock of a node is ever put back. */
    private static final Duration MARGIN = Duration.ofHours(1);
    private static final String RECENT = "t.receipt_due IS NOT NULL OR t.receipt_sent >= ?";
    private static final String OF_ENTRIES = " IN (SELECT donation FROM entry WHERE sequence > ? AND sequence <= ?)";

    private static final Copied DONATIONS = new Copied("donation", "id key campaign currency amount name email message"
            + " anonymous address language monthly renews pledged_at rehearsal state provider payment_id checkout"
            + " subscription settled refunded fee fee_currency changed_at version receipt_due receipt_sent",
            "uuid text text text int8 text text text bool text text bool uuid int8 int4 text text text text text int8 int8"
            + " int8 text int8 int8 int8 int8",
            "(SELECT d.*, (SELECT max(e.sequence) FROM entry e WHERE e.donation = d.id) AS version FROM donation d) t", "id");
    private static final Copied PAYMENTS = new Copied("payment", "provider payment_id donation", "text text uuid",
            "payment t", "");
    private static final Copied ENTRIES = new Copied("entry", "sequence writer donation campaign currency state raised"
            + " donations cause provider event_id at rehearsal", "int8 int4 uuid text text text int8 int4 text text text int8"
            + " int4", "(SELECT *, " + WRITER + " AS writer FROM entry) t", "");
    private static final Copied TOTALS = new Copied("writer_total", "campaign currency rehearsal writer raised donations"
            + " updated", "text text int4 int4 int8 int8 int8", "(SELECT *, " + WRITER + " AS writer FROM total) t",
            "campaign, currency, rehearsal, writer");
    private static final Copied RECEIPTS = new Copied("receipt", "test year count donation issued_at",
            "bool int4 int8 uuid int8", "receipt t", "");
    private static final String SUMS = "INSERT INTO writer_total AS t (campaign, currency, rehearsal, writer, raised,"
            + " donations, updated) SELECT campaign, currency, rehearsal, writer, sum(raised), sum(donations), max(at)"
            + " FROM entry WHERE writer = ? AND sequence > ? AND sequence <= ? AND (raised <> 0 OR donations <> 0)"
            + " GROUP BY campaign, currency, rehearsal, writer ON CONFLICT (campaign, currency, rehearsal, writer) DO UPDATE"
            + " SET raised = t.raised + excluded.raised, donations = t.donations + excluded.donations,"
            + " updated = excluded.updated";
    /** Few, and their words may be erased. */
    private static final List<Copied> WHOLE = List.of(
            new Copied("remark", "number donation entry at author kind words", "int8 uuid int8 int8 text text text",
                    "remark t", "number"),
            new Copied("refund", "key donation currency amount gone_before state at",
                    "text uuid text int8 int8 text int8", "refund t", "key"));
    private static final Copied REHEARSALS = new Copied("rehearsal", "number began", "int4 int8", "rehearsal t", "number");

    private final Connection source;
    private final Connection target;

    /**
     * @param source the ledger in SQLite
     * @param target a database whose schema is up to date, to be used by nobody else
     */
    Migration(Connection source, Connection target) {
        this.source = source;
        this.target = target;
    }

    /** @throws MigrationFailedException if there are gifts in the database that were not moved from this ledger */
    void begin(Instant now) throws SQLException {
        target.setAutoCommit(false);
        Queries queries = new Queries(target);
        if (queries.number("SELECT count(*) FROM (SELECT 1 FROM entry WHERE writer <> 0 LIMIT 1) other") > 0) {
            throw new MigrationFailedException("There are gifts of others in that database: name an empty one");
        }
        requireSameBook();
        if (queries.update("UPDATE migration SET done = NULL") == 0) {
            queries.update("INSERT INTO writer (id, session, written, seen) OVERRIDING SYSTEM VALUE"
                    + " VALUES (?, nextval('writer_session'), 0, 'infinity')", WRITER);
            queries.update("INSERT INTO migration (writer, begun) VALUES (?, ?)", WRITER, now.toEpochMilli());
        }
        target.commit();
    }

    private void requireSameBook() throws SQLException {
        List<String> last = new Queries(target).all(row -> row.getString(1) + " " + row.getString(2).replace("-", ""),
                "SELECT sequence, donation FROM entry WHERE writer = ? ORDER BY sequence DESC LIMIT 1", WRITER);
        List<String> here = last.isEmpty() ? last : new Queries(source).all(row -> row.getString(1) + " " + row.getString(2),
                "SELECT sequence, lower(hex(donation)) FROM entry WHERE sequence = ?", Long.parseLong(
                        last.getFirst().split(" ")[0]));
        if (!here.equals(last)) {
            throw new MigrationFailedException("What is in that database was moved from another ledger: name an empty one");
        }
    }

    /** Copies what was entered since the last time, while others go on writing. Returns how many entries that were. */
    long copy() throws SQLException {
        long before = copied();
        long end = new Queries(source).number("SELECT coalesce(max(sequence), 0) FROM entry");
        REHEARSALS.copy(source, target, "true");
        for (long from = before; from < end; from += AT_ONCE) {
            long to = Math.min(end, from + AT_ONCE);
            DONATIONS.copy(source, target, "t.id" + OF_ENTRIES, from, to);
            PAYMENTS.copy(source, target, "t.donation" + OF_ENTRIES, from, to);
            ENTRIES.copy(source, target, "t.sequence > ? AND t.sequence <= ?", from, to);
            // Nodes that look meanwhile find totals of the same moment as the entries.
            new Queries(target).update(SUMS, WRITER, from, to);
            target.commit();
            LOG.debug("{} of {} entries were moved", to, end);
        }
        if (new Queries(target).number("SELECT count(*) FROM (SELECT 1 FROM receipt LIMIT 1) any_receipt") == 0) {
            // Those that were given out since may be of gifts that come later.
            RECEIPTS.copy(source, target, "t.issued_at < ?", begun() - MARGIN.toMillis());
        }
        target.commit();
        return end - before;
    }

    /** When the first attempt began, by the node's clock. */
    private long begun() throws SQLException {
        return new Queries(target).number("SELECT begun FROM migration");
    }

    /** The last entry that was copied. */
    private long copied() throws SQLException {
        return new Queries(target).number("SELECT coalesce(max(sequence), 0) FROM entry WHERE writer = " + WRITER);
    }

    /**
     * Copies all the rest, compares, and notes beside the old book that it was moved: from there on the ledger is in
     * PostgreSQL. To be called when nobody writes any more.
     *
     * @param book the ledger's file in SQLite
     * @throws MigrationFailedException if both are not the same
     * @throws IOException              if it could not be noted
     */
    void finish(Path book) throws SQLException, IOException {
        copyRest();
        // In this order: a book that is open to others while this node writes in the old one would be two.
        Move.end(book, Long.toString(begun()));
    }

    /**
     * Lets all nodes write, where the ledger in that database is the one of this book; for the move's last step, which this
     * node or its database may not have survived. May be repeated.
     *
     * @param book the ledger's file in SQLite, whether or not it is there
     */
    static void open(Connection target, Path book) throws SQLException {
        Optional<String> moved = moved(book);
        if (moved.isPresent()) {
            new Queries(target).update("UPDATE migration SET done = now() WHERE done IS NULL AND begun = ?",
                    Long.parseLong(moved.get()));
        }
    }

    private static Optional<String> moved(Path book) throws SQLException {
        try {
            return Move.ended(book);
        } catch (IOException e) {
            throw new SQLException("whether the ledger was moved cannot be read: " + e.getMessage(), "58030", e);
        }
    }

    private void copyRest() throws SQLException {
        copy();
        Queries queries = new Queries(target);
        long begun = begun();
        DONATIONS.copy(source, target, RECENT, begun - MARGIN.toMillis());
        TOTALS.copy(source, target, "true");
        RECEIPTS.copy(source, target, "t.issued_at >= ?", begun - MARGIN.toMillis());
        for (Copied each : WHOLE) {
            each.copy(source, target, "true");
        }
        queries.update("INSERT INTO receipt_count SELECT test, year, max(count) FROM receipt GROUP BY test, year"
                + " ON CONFLICT (test, year) DO UPDATE SET count = excluded.count");
        queries.number("SELECT setval('entry_sequence', greatest(1, max(sequence))) FROM entry");
        queries.number("SELECT setval(pg_get_serial_sequence('remark', 'number'), greatest(1, max(number))) FROM remark");
        List<String> differences = Comparison.differences(source, target);
        if (!differences.isEmpty()) {
            target.rollback();
            throw new MigrationFailedException("Both ledgers are not the same: " + String.join("; ", differences));
        }
        target.commit();
    }
}

package org.groundswell.donations.ledger.sqlite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.groundswell.donations.ledger.shared.SchemaSteps;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/** The ledger's file: brings it up to date and opens connections to it. Thread-safe. */
final class Database implements AutoCloseable {
    private static final int BUSY_MILLIS = 5_000;
    /** Negative: kilobytes. The pages that many commits in a row change: the last leaves of tables and indexes. */
    private static final int WRITER_CACHE = -8_000;
    /** 16 MB. Pages that are changed again and again are copied into the database a quarter as often as by default. */
    private static final int LOG_PAGES = 4_000;
    private static final int COPIED_AT_ONCE = 1_000_000;
    static final SchemaSteps STEPS = SchemaSteps.of(Database.class);

    private final Path file;
    private final int logPages;
    private final Connection first;
    private final Place place;

    Database(Path file) throws IOException, SQLException {
        this(file, LOG_PAGES);
    }

    /** @param logPages with so many in the log they are copied into the database */
    Database(Path file, int logPages) throws IOException, SQLException {
        this.file = file.toAbsolutePath();
        this.logPages = logPages;
        Path folder = this.file.getParent();
        if (!Files.isDirectory(folder)) {
            // Donors' data: nobody but the node's own user may look.
            Files.createDirectories(folder.getParent());
            Files.createDirectory(folder,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        refuseNewer();
        first = open(false, true);
        try (Statement statement = first.createStatement()) {
            bringUpToDate(statement);
            place = new Place(this.file);
            statement.execute("BEGIN IMMEDIATE");
            rewriteLog();
            statement.execute("COMMIT");
        } catch (IOException | SQLException e) {
            first.close();
            throw e;
        }
    }

    Place place() {
        return place;
    }

    /** A connection whose commits survive a crash of the machine: write-ahead log, synced at each commit. */
    Connection open(boolean readOnly) throws SQLException {
        place.require();
        return open(readOnly, false);
    }

    /**
     * Writes what is in the log once more, as it is, and syncs it. After a sync has failed, reading still shows what it
     * did not write, and no later sync writes it: a log that goes on behind such a hole ends there after a power failure.
     * To be called inside a transaction that may write, so that nobody else changes the log meanwhile. (Only the
     * database itself has locks that a process loses when it closes the file.)
     */
    void rewriteLog() throws IOException {
        Path log = file.resolveSibling(file.getFileName() + "-wal");
        if (!Files.exists(log)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer part = ByteBuffer.allocate(COPIED_AT_ONCE);
            for (long at = 0; channel.read(part.clear(), at) > 0; at += part.limit()) {
                part.flip();
                while (part.hasRemaining()) {
                    channel.write(part, at + part.position());
                }
            }
            channel.force(true);
        }
    }

    /** To be called when all connections are closed: closing the last one brings the log into the database. */
    @Override
    public void close() throws SQLException {
        first.close();
    }

    private Connection open(boolean readOnly, boolean mayCreate) throws SQLException {
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.setBusyTimeout(BUSY_MILLIS);
        // Nobody asks, and the driver would ask the database after each insert.
        config.setGetGeneratedKeys(false);
        if (!mayCreate) {
            // A ledger that is gone must not begin anew, empty.
            config.resetOpenMode(SQLiteOpenMode.CREATE);
        }
        if (!readOnly) {
            config.setCacheSize(WRITER_CACHE);
        }
        config.enforceForeignKeys(true);
        Connection connection = config.createConnection("jdbc:sqlite:" + file);
        try (Statement statement = connection.createStatement()) {
            statement.execute(readOnly ? "PRAGMA query_only = true" : "PRAGMA wal_autocheckpoint = " + logPages);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return connection;
    }

    /** Looks without a right to write: a ledger that is not for this release stays as it is, to the byte. */
    private void refuseNewer() throws IOException, SQLException {
        if (!Files.exists(file) || Files.size(file) == 0) {
            return;
        }
        var config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(BUSY_MILLIS);
        try (Connection connection = config.createConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            refuseNewer(statement);
        } catch (SQLException e) {
            throw new SQLException(file + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static void refuseNewer(Statement statement) throws SQLException {
        int taken = version(statement);
        if (taken > STEPS.known()) {
            STEPS.refuseNewer(taken, least(statement, taken));
        }
    }

    /** Each step is taken once, as a whole; which was the last, and who can go on with it, stands in the file itself. */
    private static void bringUpToDate(Statement statement) throws SQLException {
        refuseNewer(statement);
        for (int step = version(statement) + 1; step <= STEPS.known(); step++) {
            statement.executeUpdate("BEGIN IMMEDIATE;" + STEPS.script(step) + "PRAGMA user_version = " + step
                    + "; CREATE TABLE IF NOT EXISTS schema_reader (least INTEGER NOT NULL); DELETE FROM schema_reader;"
                    + " INSERT INTO schema_reader (least) VALUES (" + STEPS.least(step) + "); COMMIT");
        }
    }

    private static int version(Statement statement) throws SQLException {
        return number(statement, "PRAGMA user_version");
    }

    /** A ledger that does not say it was written before any did. */
    private static int least(Statement statement, int taken) throws SQLException {
        return number(statement, "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_reader'") == 0
                ? taken : number(statement, "SELECT coalesce(max(least), " + taken + ") FROM schema_reader");
    }

    private static int number(Statement statement, String question) throws SQLException {
        try (ResultSet row = statement.executeQuery(question)) {
            return row.getInt(1);
        }
    }
}

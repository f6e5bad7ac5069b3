package org.groundswell.donations.ledger.sqlite;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.sqlite.SQLiteConfig;

/** Opens connections to the ledger's file. */
final class Database {
    private static final int BUSY_MILLIS = 5_000;
    /** Negative: kilobytes. The pages that many commits in a row change: the last leaves of tables and indexes. */
    private static final int WRITER_CACHE = -8_000;
    /** 16 MB. Pages that are changed again and again are copied into the database a quarter as often as by default. */
    private static final int LOG_PAGES = 4_000;
    private static final List<String> STEPS = List.of("schema.sql", "schema-monthly.sql", "schema-receipts.sql");

    private final Path file;
    private final Connection writable;

    Database(Path file) throws IOException, SQLException {
        this.file = file.toAbsolutePath();
        Path folder = this.file.getParent();
        if (!Files.isDirectory(folder)) {
            // Donors' data: nobody but the node's own user may look.
            Files.createDirectories(folder.getParent());
            Files.createDirectory(folder,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        writable = open(false);
        try (Statement statement = writable.createStatement()) {
            bringUpToDate(statement);
        } catch (SQLException e) {
            writable.close();
            throw e;
        }
    }

    /** The one connection that writes. Open from the first to the last: closing the only one syncs the whole log. */
    Connection writable() {
        return writable;
    }

    /** A connection whose commits survive a crash of the machine: write-ahead log, synced at each commit. */
    Connection open(boolean readOnly) throws SQLException {
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.setBusyTimeout(BUSY_MILLIS);
        // Nobody asks, and the driver would ask the database after each insert.
        config.setGetGeneratedKeys(false);
        if (!readOnly) {
            config.setCacheSize(WRITER_CACHE);
        }
        config.enforceForeignKeys(true);
        Connection connection = config.createConnection("jdbc:sqlite:" + file);
        try (Statement statement = connection.createStatement()) {
            statement.execute(readOnly ? "PRAGMA query_only = true" : "PRAGMA wal_autocheckpoint = " + LOG_PAGES);
        }
        return connection;
    }

    /** Each step is taken once, as a whole; which was the last stands in the file itself. */
    private static void bringUpToDate(Statement statement) throws IOException, SQLException {
        int taken;
        try (ResultSet row = statement.executeQuery("PRAGMA user_version")) {
            taken = row.getInt(1);
        }
        if (taken > STEPS.size()) {
            throw new SQLException("the ledger was written by a newer version (schema " + taken + "; this one knows "
                    + STEPS.size() + "): put that version back");
        }
        for (int step = taken; step < STEPS.size(); step++) {
            statement.executeUpdate("BEGIN IMMEDIATE;" + script(STEPS.get(step)) + "PRAGMA user_version = "
                    + (step + 1) + "; COMMIT");
        }
    }

    private static String script(String name) throws IOException {
        try (InputStream in = Database.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

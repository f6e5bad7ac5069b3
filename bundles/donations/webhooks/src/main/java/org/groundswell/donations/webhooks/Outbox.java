package org.groundswell.donations.webhooks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.groundswell.donations.api.Cause;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Entry;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.sqlite.SQLiteConfig;

/**
 * What one endpoint has to be told, in a file. Letters and the position up to which the ledger was read move in one
 * transaction. The last transactions may be lost when the machine loses its power, the latest first: then something is
 * told once more. Thread-safe.
 */
final class Outbox implements AutoCloseable {
    private static final int BUSY_MILLIS = 5_000;
    private static final String COLUMNS = "donation, sequence, campaign, currency, state, raised, donations, cause, at,"
            + " attempts, first_try, failure";

    private final Connection connection;

    Outbox(Path file) throws IOException, SQLException {
        Path folder = file.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder.getParent());
            Files.createDirectory(folder,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.setBusyTimeout(BUSY_MILLIS);
        connection = config.createConnection("jdbc:sqlite:" + file);
        try (Statement statement = connection.createStatement();
                InputStream in = Outbox.class.getResourceAsStream("outbox.sql")) {
            statement.executeUpdate(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            connection.setAutoCommit(false);
        } catch (IOException | SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Up to where the ledger was read; nothing while it was not. */
    Optional<String> position() {
        return query(row -> row.getString(1), "SELECT position FROM mark").stream().findFirst();
    }

    /** Takes letters, due at once, and moves the position. */
    void take(List<Entry> entries, String position, Instant now) {
        transaction(() -> {
            for (Entry each : entries) {
                update("INSERT INTO letter (donation, sequence, campaign, currency, state, raised, donations, cause,"
                        + " at, due) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                        each.donation().toString(), each.sequence(), each.campaign(),
                        each.raised().getCurrencyUnit().getCode(), each.state().name(),
                        each.raised().getAmountMinorLong(), each.donations(), each.cause().word(), each.at().toEpochMilli(),
                        now.toEpochMilli());
            }
            update("INSERT INTO mark (one, position) VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET position ="
                    + " excluded.position", position);
        });
    }

    /** Letters that are due, one of each donation: the one that comes next. */
    List<Letter> due(Instant now, int limit) {
        return query(Outbox::letter, "SELECT " + COLUMNS + " FROM letter l WHERE dead = 0 AND due <= ? AND NOT EXISTS"
                + " (SELECT 1 FROM letter e WHERE e.donation = l.donation AND e.sequence < l.sequence AND e.dead = 0)"
                + " ORDER BY due, sequence LIMIT ?", now.toEpochMilli(), limit);
    }

    /** These were told. */
    void delivered(List<Letter> letters) {
        transaction(() -> {
            for (Letter each : letters) {
                update("DELETE FROM letter WHERE donation = ? AND sequence = ?", each.entry().donation().toString(),
                        each.entry().sequence());
            }
        });
    }

    /**
     * One could not be told.
     *
     * @param due when to try again, or null to give it up
     */
    void failed(Attempt attempt, Instant now, Instant due) {
        Letter letter = attempt.letter();
        transaction(() -> update("UPDATE letter SET attempts = attempts + 1, first_try = coalesce(first_try, ?),"
                + " due = ?, dead = ?, failure = ? WHERE donation = ? AND sequence = ?", now.toEpochMilli(),
                (due == null ? now : due).toEpochMilli(), due == null, attempt.failure(),
                letter.entry().donation().toString(), letter.entry().sequence()));
    }

    /** All that waits for another try is due now. */
    void hurry(Instant now) {
        transaction(() -> update("UPDATE letter SET due = ? WHERE dead = 0 AND due > ?", now.toEpochMilli(),
                now.toEpochMilli()));
    }

    /** Those that were given up, the oldest first. */
    List<Letter> dead(int limit) {
        return query(Outbox::letter, "SELECT " + COLUMNS + " FROM letter WHERE dead = 1 ORDER BY sequence LIMIT ?",
                limit);
    }

    /** Begins anew with one that was given up, or with all where donation is null. */
    void revive(UUID donation, long sequence, Instant now) {
        transaction(() -> update("UPDATE letter SET dead = 0, attempts = 0, first_try = NULL, due = ? WHERE dead = 1"
                + " AND (? IS NULL OR donation = ? AND sequence = ?)", now.toEpochMilli(), text(donation),
                text(donation), sequence));
    }

    /** Forgets one that was given up, or all where donation is null. */
    void discard(UUID donation, long sequence) {
        transaction(() -> update("DELETE FROM letter WHERE dead = 1 AND (? IS NULL OR donation = ? AND sequence = ?)",
                text(donation), text(donation), sequence));
    }

    long untried() {
        return count("dead = 0 AND attempts = 0");
    }

    long waiting() {
        return count("dead = 0");
    }

    long givenUp() {
        return count("dead = 1");
    }

    @Override
    public synchronized void close() throws SQLException {
        connection.close();
    }

    private long count(String which) {
        return query(row -> row.getLong(1), "SELECT count(*) FROM letter WHERE " + which).getFirst();
    }

    private static String text(UUID id) {
        return id == null ? null : id.toString();
    }

    private static Letter letter(ResultSet row) throws SQLException {
        var raised = Money.ofMinor(CurrencyUnit.of(row.getString(4)), row.getLong(6));
        var entry = new Entry(row.getLong(2), UUID.fromString(row.getString(1)), row.getString(3),
                DonationState.valueOf(row.getString(5)), raised, row.getInt(7),
                Cause.of(row.getString(8)), Instant.ofEpochMilli(row.getLong(9)));
        Instant first = row.getObject(11) == null ? null : Instant.ofEpochMilli(row.getLong(11));
        return new Letter(entry, row.getInt(10), first, row.getString(12));
    }

    @FunctionalInterface
    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    @FunctionalInterface
    private interface Commands {
        void run() throws SQLException;
    }

    private synchronized void transaction(Commands commands) {
        try {
            boolean done = false;
            try {
                commands.run();
                connection.commit();
                done = true;
            } finally {
                if (!done) {
                    connection.rollback();
                }
            }
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    private synchronized <T> List<T> query(Reader<T> reader, String sql, Object... values) {
        try (PreparedStatement statement = bound(sql, values); ResultSet rows = statement.executeQuery()) {
            var found = new ArrayList<T>();
            while (rows.next()) {
                found.add(reader.read(rows));
            }
            connection.commit();
            return found;
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    private void update(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = bound(sql, values)) {
            statement.executeUpdate();
        }
    }

    private PreparedStatement bound(String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    private static UncheckedIOException unusable(SQLException e) {
        return new UncheckedIOException(new IOException("The webhooks' outbox cannot be used: " + e.getMessage(), e));
    }
}

package org.groundswell.donations.search;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import org.groundswell.donations.api.Donation;
import org.groundswell.shared.files.PrivateFiles;
import org.groundswell.shared.ids.UuidBytes;
import org.groundswell.shared.money.MoneyText;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;

/**
 * The file, and the one connection that writes it. Nothing of it is worth a sync: what a crash takes is made anew. Gifts
 * and the position up to which the ledger was read move in one transaction. Not thread-safe.
 */
final class SearchFile implements AutoCloseable {
    private static final int VERSION = 4;
    private static final int BUSY_MILLIS = 5_000;

    private final Connection connection;
    private final PreparedStatement number;
    private final PreparedStatement row;
    private final PreparedStatement gone;
    private final PreparedStatement word;
    private final PreparedStatement tag;
    private final PreparedStatement newTag;
    private final Object key;
    private final Path file;

    private SearchFile(Path file, Connection connection) throws IOException, SQLException {
        this.file = file;
        this.connection = connection;
        this.key = key(file);
        number = connection.prepareStatement("SELECT n FROM gift WHERE id = ?");
        row = connection.prepareStatement("INSERT INTO gift (n, id, at, state, provider, payment, campaign, amount, currency,"
                + " email) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (n) DO UPDATE SET state = excluded.state,"
                + " provider = excluded.provider, payment = excluded.payment, email = excluded.email");
        gone = connection.prepareStatement("DELETE FROM word WHERE rowid = ?");
        word = connection.prepareStatement("INSERT INTO word (rowid, name, email, state, provider, campaign, amount,"
                + " currency) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
        tag = connection.prepareStatement("SELECT code FROM tag WHERE value = ?");
        newTag = connection.prepareStatement("INSERT INTO tag (value) VALUES (?) ON CONFLICT DO NOTHING");
    }

    /** What cannot be used (an older form, a broken file) is begun anew. */
    static SearchFile open(Path file) throws IOException, SQLException {
        // Donors' data: nobody but the node's own user may look.
        PrivateFiles.folder(file.toAbsolutePath().getParent());
        try {
            return prepared(file);
        } catch (SQLException e) {
            if (!isUseless(e)) {
                throw e;
            }
            delete(file);
            return prepared(file);
        }
    }

    /** Whether the file itself is wrong; a full disk or somebody else's lock is not its fault. */
    static boolean isUseless(SQLException e) {
        int code = e.getErrorCode() & 0xff;
        return code == SQLiteErrorCode.SQLITE_ERROR.code || code == SQLiteErrorCode.SQLITE_CORRUPT.code
                || code == SQLiteErrorCode.SQLITE_NOTADB.code;
    }

    static void delete(Path file) throws IOException {
        for (String end : List.of("", "-wal", "-shm", "-journal")) {
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + end));
        }
    }

    /** A connection that only reads. */
    static Connection reader(Path file) throws SQLException {
        var config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(BUSY_MILLIS);
        return config.createConnection("jdbc:sqlite:" + file);
    }

    private static SearchFile prepared(Path file) throws IOException, SQLException {
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.OFF);
        config.setGetGeneratedKeys(false);
        config.setBusyTimeout(BUSY_MILLIS);
        Connection connection = config.createConnection("jdbc:sqlite:" + file);
        try (Statement statement = connection.createStatement();
                InputStream in = SearchFile.class.getResourceAsStream("search.sql")) {
            int version = number(statement, "PRAGMA user_version");
            if (version == 0) {
                statement.executeUpdate("BEGIN IMMEDIATE; " + new String(in.readAllBytes(), StandardCharsets.UTF_8)
                        + " PRAGMA user_version = " + VERSION + "; COMMIT");
            } else if (version != VERSION) {
                throw new SQLException("the file is of another release", null, SQLiteErrorCode.SQLITE_ERROR.code);
            }
            number(statement, "SELECT count(*) FROM mark");
            return new SearchFile(file, connection);
        } catch (IOException | SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static int number(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            return row.getInt(1);
        }
    }

    /** Whether it is still the file that stands in the folder. */
    boolean isThere() {
        try {
            return key.equals(key(file));
        } catch (IOException e) {
            return false;
        }
    }

    private static Object key(Path file) throws IOException {
        return Files.getAttribute(file, "unix:ino");
    }

    /** Up to where the ledger was read. */
    String position() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT position FROM mark")) {
            return row.getString(1);
        }
    }

    /**
     * @param from   the position after which these come; where the file has moved on (another bundle that is being
     *               exchanged for this one writes it as well), nothing is taken
     * @param erases whether one of them was forgotten: then nothing of what was there may stay in the file
     */
    void take(List<Donation> donations, String from, String position, boolean erases) throws SQLException {
        execute("PRAGMA secure_delete = " + erases);
        execute("BEGIN IMMEDIATE");
        try {
            if (!position().equals(from)) {
                execute("ROLLBACK");
                return;
            }
            for (Donation each : donations) {
                put(each);
            }
            if (erases) {
                // Deleted words stay in the index until its parts are merged.
                execute("INSERT INTO word (word) VALUES ('optimize')");
            }
            try (PreparedStatement mark = connection.prepareStatement("UPDATE mark SET position = ?")) {
                mark.setString(1, position);
                mark.executeUpdate();
            }
            execute("COMMIT");
        } catch (SQLException e) {
            rollback(e);
            throw e;
        }
        if (erases) {
            execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }

    /** After some failures it has rolled back by itself. */
    private void rollback(SQLException failure) {
        try {
            execute("ROLLBACK");
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    private void put(Donation donation) throws SQLException {
        byte[] id = UuidBytes.of(donation.pledge().id());
        number.setBytes(1, id);
        long known;
        try (ResultSet there = number.executeQuery()) {
            known = there.next() ? there.getLong(1) : 0;
        }
        long n = known == 0 ? next() : known;
        var donor = donation.pledge().donor();
        var payment = donation.payment();
        String currency = donation.pledge().amount().getCurrencyUnit().getCode();
        set(row, n, id, donation.pledge().at().toEpochMilli(), donation.state().name(),
                payment == null ? "" : payment.provider(), payment == null ? "" : payment.paymentId(),
                donation.pledge().campaign(), MoneyText.plain(donation.pledge().amount()), currency,
                donor.email().toLowerCase(Locale.ROOT));
        if (known != 0) {
            set(gone, n);
        }
        set(word, n, Letters.plain(donor.name()), Letters.plain(donor.email()), tag(donation.state().name()),
                payment == null ? "" : tag(payment.provider()), tag(donation.pledge().campaign()),
                tag(MoneyText.plain(donation.pledge().amount())), tag(currency));
    }

    private String tag(String value) throws SQLException {
        set(newTag, value);
        tag.setString(1, value);
        try (ResultSet there = tag.executeQuery()) {
            return Tag.word(there.getLong(1));
        }
    }

    private static void set(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        statement.executeUpdate();
    }

    private long next() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT coalesce(max(n), 0) + 1 FROM gift")) {
            return row.getLong(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}

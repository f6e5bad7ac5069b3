package org.groundswell.donations.payouts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.groundswell.shared.files.FileKey;
import org.groundswell.shared.files.PrivateFiles;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;

/**
 * The file, and one connection to it. Whatever is in it can be read from the gateways again, so one that cannot be used is
 * laid aside. Not thread-safe.
 */
final class PayoutFile implements AutoCloseable {
    private static final int VERSION = 1;
    private static final int BUSY_MILLIS = 5_000;

    private final Connection connection;
    /** Null for one in memory. */
    private final Path file;
    /** What the file system knows it by, whatever its name is. */
    private final Object key;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    private PayoutFile(Connection connection, Path file) throws IOException {
        this.connection = connection;
        this.file = file;
        this.key = file == null ? null : FileKey.of(file);
    }

    static PayoutFile open(Path file) throws IOException, SQLException {
        PrivateFiles.folder(file.toAbsolutePath().getParent());
        try {
            return prepared(file);
        } catch (SQLException e) {
            int code = e.getErrorCode() & 0xff;
            if (code != SQLiteErrorCode.SQLITE_CORRUPT.code && code != SQLiteErrorCode.SQLITE_NOTADB.code) {
                throw e;
            }
            for (String end : List.of("-wal", "-shm")) {
                Files.deleteIfExists(file.resolveSibling(file.getFileName() + end));
            }
            Files.move(file, file.resolveSibling(file.getFileName() + ".damaged"), StandardCopyOption.REPLACE_EXISTING);
            return prepared(file);
        }
    }

    private static PayoutFile prepared(Path file) throws IOException, SQLException {
        PrivateFiles.file(file);
        return opened("jdbc:sqlite:" + file, file);
    }

    /** One that is gone with it. */
    static PayoutFile inMemory() throws IOException, SQLException {
        return opened("jdbc:sqlite::memory:", null);
    }

    private static PayoutFile opened(String address, Path file) throws IOException, SQLException {
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.setGetGeneratedKeys(false);
        config.setBusyTimeout(BUSY_MILLIS);
        Connection connection = config.createConnection(address);
        try (Statement statement = connection.createStatement();
                InputStream in = PayoutFile.class.getResourceAsStream("payouts.sql")) {
            int version = number(statement, "PRAGMA user_version");
            if (version == 0) {
                statement.executeUpdate("BEGIN IMMEDIATE; " + new String(in.readAllBytes(), StandardCharsets.UTF_8)
                        + " PRAGMA user_version = " + VERSION + "; COMMIT");
            } else if (version != VERSION) {
                throw new SQLException(address + " is of a newer release");
            }
            number(statement, "SELECT count(*) FROM mark");
            return new PayoutFile(connection, file);
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
            return file == null || key != null && key.equals(FileKey.of(file));
        } catch (IOException e) {
            return false;
        }
    }

    /** Reads a row. */
    @FunctionalInterface
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** What is written together or not at all. */
    @FunctionalInterface
    interface Change {
        void make() throws SQLException;
    }

    <T> List<T> ask(Reader<T> reader, String sql, Object... values) throws SQLException {
        try (ResultSet rows = prepared(sql, values).executeQuery()) {
            var found = new ArrayList<T>();
            while (rows.next()) {
                found.add(reader.read(rows));
            }
            return found;
        }
    }

    int update(String sql, Object... values) throws SQLException {
        return prepared(sql, values).executeUpdate();
    }

    void together(Change change) throws SQLException {
        update("BEGIN IMMEDIATE");
        try {
            change.make();
            update("COMMIT");
        } catch (SQLException | RuntimeException e) {
            rollback(e);
            throw e;
        }
    }

    /** After some failures it has rolled back by itself. */
    private void rollback(Exception failure) {
        try {
            update("ROLLBACK");
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    /** There are some dozens of them: each is made once. */
    private PreparedStatement prepared(String sql, Object... values) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement each : statements.values()) {
            each.close();
        }
        connection.close();
    }
}

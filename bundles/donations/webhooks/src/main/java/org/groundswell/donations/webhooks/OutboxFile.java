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
import java.util.ArrayList;
import java.util.List;
import org.sqlite.SQLiteConfig;

/**
 * The file of an outbox, and its transactions. The last of them may be lost when the machine loses its power, the latest
 * first. Thread-safe.
 */
final class OutboxFile implements AutoCloseable {
    private static final int BUSY_MILLIS = 5_000;

    private final Connection connection;

    OutboxFile(Path file) throws IOException, SQLException {
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
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(script("outbox.sql"));
            connection.setAutoCommit(false);
            if (query(row -> row.getLong(1), "SELECT count(*) FROM pragma_table_info('letter') WHERE name = 'page'")
                    .getFirst() == 0) {
                statement.executeUpdate(script("outbox-pages.sql"));
                connection.commit();
            }
        } catch (IOException | SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static String script(String name) throws IOException {
        try (InputStream in = OutboxFile.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @FunctionalInterface
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    @FunctionalInterface
    interface Commands {
        void run() throws SQLException;
    }

    @Override
    public synchronized void close() throws SQLException {
        connection.close();
    }

    synchronized void transaction(Commands commands) {
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

    synchronized <T> List<T> query(Reader<T> reader, String sql, Object... values) {
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

    /** Part of a transaction. */
    void update(String sql, Object... values) throws SQLException {
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

package org.groundswell.donations.webhooks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.groundswell.shared.files.FileKey;
import org.sqlite.SQLiteConfig;

/**
 * The file of an outbox, and its transactions. The last of them may be lost when the machine loses its power, the latest
 * first. After a failure of the disk SQLite has rolled back by itself and its driver does not know: then the next call opens
 * the file anew. One that was taken away is written again as it was. Thread-safe.
 */
final class OutboxFile implements AutoCloseable {
    private static final int BUSY_MILLIS = 5_000;

    private final Path file;
    /** Nothing after a failure. */
    private Connection connection;
    /** What the file system knows the open file by, whatever its name is. */
    private Object key;
    private boolean closed;

    OutboxFile(Path file) throws IOException, SQLException {
        this.file = file.toAbsolutePath();
        open();
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
        closed = true;
        if (connection != null) {
            connection.close();
        }
    }

    /** @throws UncheckedIOException where nothing of it has happened; the next call may do better */
    synchronized void transaction(Commands commands) {
        inTransaction(() -> {
            commands.run();
            return null;
        });
    }

    /** @throws UncheckedIOException where it cannot be read now */
    synchronized <T> List<T> query(Reader<T> reader, String sql, Object... values) {
        return inTransaction(() -> rows(reader, sql, values));
    }

    /** Part of a transaction. */
    void update(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = bound(sql, values)) {
            statement.executeUpdate();
        }
    }

    @FunctionalInterface
    private interface Work<T> {
        T run() throws SQLException;
    }

    private <T> T inTransaction(Work<T> work) {
        boolean done = false;
        try {
            look();
            try {
                T result = work.run();
                connection.commit();
                done = true;
                return result;
            } finally {
                if (!done) {
                    giveUp();
                }
            }
        } catch (IOException | SQLException e) {
            throw new UncheckedIOException(new IOException("The webhooks' outbox " + file + " cannot be used: "
                    + e.getMessage(), e));
        }
    }

    /** That there is a connection, and to the file that stands in the folder. */
    private void look() throws IOException, SQLException {
        if (closed) {
            throw new SQLException("it is closed");
        }
        if (connection != null) {
            Object there = FileKey.of(file);
            if (key.equals(there)) {
                return;
            }
            if (there == null) {
                writeAgain();
            } else {
                giveUp();
            }
        }
        if (connection == null) {
            open();
        }
    }

    /** What is open still has all of it, with or without a name; until it has one again, it stays open. */
    private void writeAgain() throws IOException, SQLException {
        folder();
        Path copy = file.resolveSibling(file.getFileName() + ".again");
        Files.deleteIfExists(copy);
        connection.setAutoCommit(true);
        try (PreparedStatement statement = connection.prepareStatement("VACUUM INTO ?")) {
            statement.setString(1, copy.toString());
            statement.executeUpdate();
        } finally {
            connection.setAutoCommit(false);
        }
        giveUp();
        // A log of the file that is gone would be taken for one of this.
        for (String ending : List.of("-wal", "-shm")) {
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + ending));
        }
        Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private void giveUp() {
        Connection old = connection;
        connection = null;
        if (old != null) {
            try {
                old.close();
            } catch (SQLException e) {
                // What it had begun is undone when the file is opened next.
                return;
            }
        }
    }

    private void open() throws IOException, SQLException {
        folder();
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.setBusyTimeout(BUSY_MILLIS);
        connection = config.createConnection("jdbc:sqlite:" + file);
        boolean done = false;
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(script("outbox.sql"));
            connection.setAutoCommit(false);
            if (rows(row -> row.getLong(1), "SELECT count(*) FROM pragma_table_info('letter') WHERE name = 'page'")
                    .getFirst() == 0) {
                statement.executeUpdate(script("outbox-pages.sql"));
            }
            connection.commit();
            key = FileKey.of(file);
            done = key != null;
        } finally {
            if (!done) {
                giveUp();
            }
        }
    }

    private void folder() throws IOException {
        Path folder = file.getParent();
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder.getParent());
            Files.createDirectory(folder,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    private static String script(String name) throws IOException {
        try (InputStream in = OutboxFile.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private <T> List<T> rows(Reader<T> reader, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = bound(sql, values); ResultSet rows = statement.executeQuery()) {
            var found = new ArrayList<T>();
            while (rows.next()) {
                found.add(reader.read(rows));
            }
            return found;
        }
    }

    private PreparedStatement bound(String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }
}

package org.groundswell.donations.ledger.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * One connection that writes, as the holder of one row of the table {@code writer}, under a number that nobody had before.
 * Each commit says which one of this session it is, and is refused where the row has another holder: what an ended session
 * has left on its way changes nothing any more, and how far it came is known for sure. Not thread-safe.
 */
final class Session implements AutoCloseable {
    /** Parameters: which commit this is, the row, the session, the commit before. */
    static final String WRITTEN = "UPDATE writer SET written = ?, seen = now() WHERE id = ? AND session = ?"
            + " AND written = ?";
    static final String REQUIRE_LEASE = "require((SELECT count(*) FROM lease) = 1, '" + Fault.OUSTED_CODE
            + "', 'another session has taken over what this one writes')";
    private static final String TOUCH = "WITH lease AS (" + WRITTEN + " RETURNING 1) SELECT " + REQUIRE_LEASE;
    private static final String HELD = "SELECT id, session, written FROM writer WHERE ";
    /** By the database's clock. Whoever slept for so long finds its row taken, and takes another one. */
    private static final String IDLE = "seen < now() - interval '1 minute' ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED";

    /** Whoever still wants to know how far it came is a node that was stopped in the middle of a commit. */
    private static final String FORGET = "DELETE FROM ended_session WHERE session IN (SELECT session FROM ended_session"
            + " WHERE ended < now() - interval '7 days' FOR UPDATE SKIP LOCKED)";

    /**
     * All that a session does is about a few rows of large tables. On a young database the planner thinks that they are small,
     * and reads them as a whole: five times the work until it was told of their size. And a node that is stopped in the
     * middle of a transaction must not keep its locks for as long as it sleeps: others take over what it has to do.
     */
    private static final String SETTINGS = "SELECT set_config(name, value, false) FROM (VALUES ('enable_seqscan', 'off'),"
            + " ('enable_hashjoin', 'off'), ('enable_mergejoin', 'off'), ('jit', 'off'),"
            + " ('idle_in_transaction_session_timeout', '3s')) AS s (name, value)";

    private final PrimarySource database;
    private final Connection connection;
    private final Row row;
    private final long writtenBefore;
    private long written;
    /** The commit that was sent and not answered; 0 for none. */
    private long sent;

    private Session(PrimarySource database, Connection connection, Row row, long writtenBefore) {
        this.database = database;
        this.connection = connection;
        this.row = row;
        this.writtenBefore = writtenBefore;
    }

    private record Row(int id, long session, long written) {
        static Row of(ResultSet row) throws SQLException {
            return new Row(row.getInt(1), row.getLong(2), row.getLong(3));
        }
    }

    /**
     * Ends the earlier session, if it is not ended yet, and begins another one.
     *
     * @param earlier of this node; 0 for none
     */
    static Session open(PrimarySource database, long earlier) throws SQLException {
        Connection connection = database.getConnection();
        try {
            var queries = new Queries(connection);
            queries.all(_ -> null, SETTINGS);
            connection.setAutoCommit(false);
            requireNoMigration(queries);
            // Waits for a commit of the earlier session that is still under way.
            List<Row> own = queries.all(Row::of, HELD + "session = ? FOR UPDATE", earlier);
            long before = own.isEmpty() ? ended(queries, earlier) : own.getFirst().written();
            Row taken = take(queries, own.isEmpty() ? queries.all(Row::of, HELD + IDLE) : own);
            connection.commit();
            connection.setAutoCommit(true);
            return new Session(database, connection, taken, before);
        } catch (SQLException | RuntimeException | Error e) {
            connection.close();
            throw e;
        }
    }

    private static void requireNoMigration(Queries queries) throws SQLException {
        if (!queries.all(_ -> true, "SELECT 1 FROM migration WHERE done IS NULL").isEmpty()) {
            throw new SQLException("a ledger is being moved into this database: gifts begin when that is done", "57P03");
        }
    }

    private static long ended(Queries queries, long session) throws SQLException {
        return queries.all(row -> row.getLong(1), "SELECT written FROM ended_session WHERE session = ?", session).stream()
                .findFirst().orElse(0L);
    }

    private static Row take(Queries queries, List<Row> free) throws SQLException {
        if (free.isEmpty()) {
            return queries.all(Row::of, "INSERT INTO writer (session, written, seen)"
                    + " VALUES (nextval('writer_session'), 0, now()) RETURNING id, session, written").getFirst();
        }
        Row old = free.getFirst();
        queries.update(FORGET);
        queries.update("INSERT INTO ended_session (session, written) VALUES (?, ?)", old.session(), old.written());
        return queries.all(Row::of, "UPDATE writer SET session = nextval('writer_session'), written = 0, seen = now()"
                + " WHERE id = ? RETURNING id, session, written", old.id()).getFirst();
    }

    long number() {
        return row.session();
    }

    int writer() {
        return row.id();
    }

    /** How many commits of the earlier session there are. */
    long writtenBefore() {
        return writtenBefore;
    }

    /** The commit of which nobody knows whether it is one; 0 for none. */
    long inDoubt() {
        return sent;
    }

    Queries queries() {
        return new Queries(connection);
    }

    Book read(Needs needs) throws SQLException {
        return BookReader.read(connection, needs);
    }

    /** @throws SQLException if its server is no longer the primary */
    void requireCurrent() throws SQLException {
        database.requireCurrent(connection);
    }

    /** Writes and commits what a group has decided. */
    void commit(Book book) throws SQLException {
        // What was answered from what could be read has to stand behind a commit of its own, on a standby as well.
        try (PreparedStatement statement = book.isUnchanged() ? touching(written + 1) : writing(book, written + 1)) {
            commit(statement);
        }
        answered();
    }

    /** Says that this session is alive, and finds out whether it can write. */
    void touch() throws SQLException {
        try (PreparedStatement statement = touching(written + 1)) {
            commit(statement);
        }
        answered();
    }

    /** From here on nobody knows, until there is an answer. */
    private void commit(PreparedStatement statement) throws SQLException {
        sent = written + 1;
        statement.execute();
    }

    /** What an old primary has answered is worth nothing: the next session asks the new one whether it has it. */
    private void answered() throws SQLException {
        requireCurrent();
        written = sent;
        sent = 0;
    }

    /** What is done in one transaction. */
    @FunctionalInterface
    interface Work {
        void run() throws SQLException;
    }

    /** Runs the errand in a transaction of its own. */
    void run(Desk desk, Work work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            desk.lease();
            work.run();
            sent = desk.last();
            connection.commit();
            answered();
        } catch (SQLException e) {
            sent = Fault.of(e) == Fault.UNANSWERED ? sent : 0;
            throw e;
        } finally {
            if (sent == 0) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    void write(Book book, long number) throws SQLException {
        try (PreparedStatement statement = writing(book, number)) {
            statement.execute();
        }
    }

    void touch(long number) throws SQLException {
        try (PreparedStatement statement = touching(number)) {
            statement.execute();
        }
    }

    private PreparedStatement writing(Book book, long number) throws SQLException {
        return BookWriter.prepare(connection, book, row.id(), statement -> lease(statement, number));
    }

    private PreparedStatement touching(long number) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(TOUCH);
        lease(statement, number);
        return statement;
    }

    long written() {
        return written;
    }

    /** After an answer that says that nothing was written. */
    void nothingWritten() {
        sent = 0;
    }

    /** Leaves the row to whoever comes next, if the database can be reached. */
    void leave() throws SQLException {
        try {
            queries().update("UPDATE writer SET seen = '-infinity' WHERE id = ? AND session = ?", row.id(), row.session());
        } finally {
            close();
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private int lease(PreparedStatement statement, long number) throws SQLException {
        statement.setLong(1, number);
        statement.setInt(2, row.id());
        statement.setLong(3, row.session());
        statement.setLong(4, number - 1);
        return 5;
    }
}

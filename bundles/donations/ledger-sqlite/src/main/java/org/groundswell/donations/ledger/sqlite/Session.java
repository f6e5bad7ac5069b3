package org.groundswell.donations.ledger.sqlite;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * One connection that writes, and the book that is kept through it. After a failure of the disk SQLite has rolled back by
 * itself, and neither the driver nor its statements know: then a session is thrown away. Not thread-safe.
 */
final class Session {
    private final Queries queries;
    private final Book book;

    private Session(Queries queries) {
        this.queries = queries;
        this.book = new Book(queries);
    }

    /**
     * @param acknowledged the sequence of the last entry that somebody was told of; 0 for none
     * @param distrustful  whether a sync may have failed
     */
    static Session open(Database database, long acknowledged, boolean distrustful) throws IOException, SQLException {
        Connection connection = database.open(false);
        try {
            connection.setAutoCommit(false);
            var queries = new Queries(connection);
            long last = queries.lastSequence();
            if (last < acknowledged) {
                throw new SQLException("the ledger ends with entry " + last + ", but entry " + acknowledged
                        + " was recorded: stop the node, keep data/ledger as it is and look for what has changed it");
            }
            if (distrustful) {
                database.rewriteLog();
            }
            return new Session(queries);
        } catch (IOException | SQLException | RuntimeException | Error e) {
            connection.close();
            throw e;
        }
    }

    Book book() {
        return book;
    }

    Shown shown() throws SQLException {
        return queries.shown();
    }

    /** Returns when everything since the last commit is durable. */
    void commit() throws SQLException {
        queries.connection().commit();
    }

    /** What was written since the last commit is not so. */
    void rollback() throws SQLException {
        book.forget();
        queries.connection().rollback();
    }

    void close() throws SQLException {
        queries.close();
    }
}

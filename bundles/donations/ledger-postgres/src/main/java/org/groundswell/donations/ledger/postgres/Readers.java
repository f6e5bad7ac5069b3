package org.groundswell.donations.ledger.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import org.groundswell.donations.api.LedgerUnavailableException;

/** A few connections for reading, always from the server that takes writes. Thread-safe. */
final class Readers implements AutoCloseable {
    private static final long WAIT_MILLIS = 2_500;
    private static final long VALIDATION_MILLIS = 1_000;
    private static final long NEVER_FAIL_AT_START = -1;

    /** What goes through the whole of a large book. */
    private static final int LONGEST_MILLIS = 600_000;

    private final PrimarySource database;
    private final HikariDataSource pool;

    Readers(PrimarySource database, int size) {
        this.database = database;
        var config = new HikariConfig();
        config.setPoolName("ledger-readers");
        config.setDataSource(database);
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(WAIT_MILLIS);
        config.setValidationTimeout(VALIDATION_MILLIS);
        config.setInitializationFailTimeout(NEVER_FAIL_AT_START);
        pool = new HikariDataSource(config);
    }

    /** A question to a connection. */
    @FunctionalInterface
    interface Question<T> {
        T ask(Queries queries) throws SQLException;
    }

    <T> T ask(Question<T> question) {
        try (Connection connection = current()) {
            return question.ask(new Queries(connection));
        } catch (SQLException e) {
            // The pool says only that it has none; why is behind it.
            String why = e.getCause() instanceof SQLException cause ? cause.getMessage() : e.getMessage();
            throw new LedgerUnavailableException("The ledger cannot be read: " + why, e);
        }
    }

    /** For what writes: an old primary's word counts for nothing, not even when it was the right one at the beginning. */
    <T> T askPrimary(Question<T> question) {
        return ask(queries -> {
            T answer = question.ask(queries);
            database.requireCurrent(queries.connection());
            return answer;
        });
    }

    /** For a question that may take minutes; the pool gives the connection its usual limit back. */
    <T> T askAtLength(Question<T> question) {
        return ask(queries -> {
            queries.connection().setNetworkTimeout(Runnable::run, LONGEST_MILLIS);
            return question.ask(queries);
        });
    }

    /** Connections that are still open at an old primary are not used any more. */
    private Connection current() throws SQLException {
        Connection connection = pool.getConnection();
        while (!database.isCurrent(connection)) {
            pool.evictConnection(connection);
            connection.close();
            connection = pool.getConnection();
        }
        return connection;
    }

    @Override
    public void close() {
        pool.close();
    }
}

package org.groundswell.donations.ledger.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.groundswell.donations.api.LedgerUnavailableException;

/** A few connections for reading, always from the server that takes writes. Thread-safe. */
final class Readers implements AutoCloseable {
    private static final long WAIT_MILLIS = 2_500;
    private static final long VALIDATION_MILLIS = 1_000;
    private static final long NEVER_FAIL_AT_START = -1;

    private final HikariDataSource pool;

    Readers(DataSource database, int size) {
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
        try (Connection connection = pool.getConnection()) {
            return question.ask(new Queries(connection));
        } catch (SQLException e) {
            throw new LedgerUnavailableException("The ledger cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}

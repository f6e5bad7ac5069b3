package org.groundswell.donations.ledger.sqlite;

import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.groundswell.donations.api.LedgerUnavailableException;

/** A few connections for reading, which in WAL mode never wait for the writer. */
final class Readers implements AutoCloseable {
    private static final int WAIT_SECONDS = 5;

    private final BlockingQueue<Queries> idle;
    private final int size;

    Readers(Database database, int size) throws SQLException {
        this.size = size;
        idle = new ArrayBlockingQueue<>(size);
        for (int i = 0; i < size; i++) {
            idle.add(new Queries(database.open(true)));
        }
    }

    /** A question to a connection. */
    @FunctionalInterface
    interface Question<T> {
        T ask(Queries queries) throws SQLException;
    }

    <T> T ask(Question<T> question) {
        Queries queries = take();
        try {
            return question.ask(queries);
        } catch (SQLException e) {
            throw new LedgerUnavailableException("The ledger cannot be read: " + e.getMessage(), e);
        } finally {
            idle.add(queries);
        }
    }

    @Override
    public void close() throws SQLException {
        for (int i = 0; i < size; i++) {
            take().close();
        }
    }

    private Queries take() {
        try {
            Queries queries = idle.poll(WAIT_SECONDS, TimeUnit.SECONDS);
            if (queries != null) {
                return queries;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new LedgerUnavailableException("No connection to read the ledger within " + WAIT_SECONDS + " s");
    }
}

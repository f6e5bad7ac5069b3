package org.groundswell.donations.ledger.sqlite;

import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A few connections for reading, which in WAL mode never wait for the writer. One that has failed is opened anew. */
final class Readers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Readers.class);
    private static final int WAIT_SECONDS = 5;

    private final Database database;
    private final BlockingQueue<Desk> idle;
    private final int size;

    Readers(Database database, int size) {
        this.database = database;
        this.size = size;
        idle = new ArrayBlockingQueue<>(size);
        for (int i = 0; i < size; i++) {
            idle.add(new Desk());
        }
    }

    /** A question to a connection. */
    @FunctionalInterface
    interface Question<T> {
        T ask(Queries queries) throws SQLException;
    }

    <T> T ask(Question<T> question) {
        Desk desk = take();
        boolean answered = false;
        try {
            T answer = question.ask(desk.queries());
            answered = true;
            return answer;
        } catch (SQLException e) {
            throw new LedgerUnavailableException("The ledger cannot be read: " + e.getMessage(), e);
        } finally {
            if (!answered) {
                desk.clear();
            }
            idle.add(desk);
        }
    }

    @Override
    public void close() {
        for (int i = 0; i < size; i++) {
            take().clear();
        }
    }

    private Desk take() {
        try {
            Desk desk = idle.poll(WAIT_SECONDS, TimeUnit.SECONDS);
            if (desk != null) {
                return desk;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new LedgerUnavailableException("No connection to read the ledger within " + WAIT_SECONDS + " s");
    }

    /** A place for one connection. Whoever has taken it is alone with it. */
    private final class Desk {
        private Queries queries;

        Queries queries() throws SQLException {
            if (queries == null) {
                queries = new Queries(database.open(true));
            }
            return queries;
        }

        void clear() {
            Queries old = queries;
            queries = null;
            try {
                if (old != null) {
                    old.close();
                }
            } catch (SQLException e) {
                LOG.warn("A connection that reads the ledger could not be closed: {}", e.getMessage());
            }
        }
    }
}

package org.groundswell.donations.ledger.sqlite;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.ledger.shared.Health;
import org.groundswell.kernel.api.loops.LoopStatus.Need;
import org.groundswell.shared.loops.Loop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;

/**
 * The only one who writes. Commands that wait while a commit is being synced to the disk share the next commit, so
 * the disk's sync time limits the waiting, not the number of donations. Whatever fails, whoever waits is answered, and
 * the next commit begins with what is on the disk.
 */
final class Writer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** So many at once are a crowd: then fewer and larger commits leave more time for all that is not a commit. */
    private static final int CROWD = 4;
    private static final long GATHER_NANOS = 1_000_000;

    private final Database database;
    private final BlockingQueue<Task<?>> waiting;
    private final int maxBatch;
    private final Answers answers;
    private final Health health = new Health(InstantSource.system());
    private final Loop loop = Loop.of("ledger-writer", Need.GIFTS, PATIENCE);
    private volatile boolean closing;
    /** Null while there is none that can be trusted. */
    private Session session;
    private boolean distrustful;
    /** Whether the last attempt failed for more than its own commands. */
    private boolean diskFailed;
    private long acknowledged;
    private int before;

    Writer(Database database, int maxWaiting, int maxBatch, Told told) {
        this.database = database;
        this.waiting = new ArrayBlockingQueue<>(maxWaiting);
        this.maxBatch = maxBatch;
        this.answers = new Answers(told, PATIENCE, health);
        loop.every(Duration.ZERO, this::turn);
    }

    /** What a command does with the book, inside a transaction. */
    @FunctionalInterface
    interface Command<T> {
        T run(Book book) throws SQLException;
    }

    /**
     * Who is told of what is durable, on one thread and in the order of the commits, before those who wait are answered.
     *
     * @param committed the results of each commit
     * @param restated  what visitors see, whenever the ledger was opened anew
     */
    record Told(Consumer<List<Object>> committed, Consumer<Shown> restated) {
    }

    /** Runs the command and returns when its effect is durable. */
    <T> T execute(Command<T> command) {
        var task = new Task<>(command);
        if (closing || !waiting.offer(task)) {
            throw new LedgerUnavailableException(closing ? "The ledger is being stopped"
                    : waiting.size() + " commands wait for the ledger already");
        }
        if (closing && waiting.remove(task)) {
            throw new LedgerUnavailableException("The ledger is being stopped");
        }
        return task.await();
    }

    Health health() {
        return health;
    }

    /** Finishes what waits, then stops. */
    @Override
    public void close() throws SQLException {
        closing = true;
        // Wakes the writer if it waits for a command; if there is no room for this one, it is awake.
        waiting.offer(new Task<>(_ -> null));
        loop.finish(LONGEST_STOP);
        drain();
        answers.finish(LONGEST_STOP);
        discardSession();
    }

    /** What came in before it was closed, and after its last turn. */
    private void drain() {
        while (!waiting.isEmpty()) {
            try {
                turn();
            } catch (RuntimeException | Error e) {
                LOG.error("A last commit failed", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /**
     * Commits what waits, if anything comes within a second. Whatever it throws, everybody whose command it had taken is
     * answered, and it can be called again.
     */
    void turn() throws InterruptedException {
        var batch = new ArrayList<Task<?>>(maxBatch);
        // Whoever closes the ledger does not wait for a command that cannot come any more.
        Task<?> first = closing ? waiting.poll() : waiting.poll(1, TimeUnit.SECONDS);
        if (first == null) {
            return;
        }
        batch.add(first);
        try {
            if (before >= CROWD) {
                LockSupport.parkNanos(GATHER_NANOS);
            }
            waiting.drainTo(batch, maxBatch - 1);
            before = batch.size();
            commit(List.copyOf(batch));
        } catch (RuntimeException | Error e) {
            batch.forEach(task -> task.refuse(unavailable(e)));
            health.brokeDown(e);
            throw e;
        }
    }

    private void commit(List<Task<?>> batch) {
        Throwable failure = attempt(batch);
        if (failure == null) {
            answers.committed(batch);
        } else if (batch.size() == 1) {
            batch.getFirst().refuse(failure);
        } else {
            // One bad command must not take its neighbours with it. A bad disk takes all.
            Throwable last = failure;
            for (Task<?> task : batch) {
                if (!diskFailed) {
                    last = attempt(List.of(task));
                }
                if (last == null) {
                    answers.committed(List.of(task));
                } else {
                    task.refuse(last);
                }
            }
        }
    }

    /** @return why nothing of it is in the book; null where all of it is, and durable */
    private Throwable attempt(List<Task<?>> batch) {
        diskFailed = false;
        try {
            database.place().require();
            openSession();
            for (Task<?> task : batch) {
                task.prepare(session.book());
            }
            session.commit();
            database.place().require();
            acknowledged = Math.max(acknowledged, session.book().lastEntry());
            health.committed();
            return null;
        } catch (IOException | SQLException | RuntimeException | Error e) {
            return giveUp(e);
        }
    }

    private void openSession() throws IOException, SQLException {
        if (session == null) {
            session = Session.open(database, acknowledged, distrustful);
            answers.restated(session.shown());
            distrustful = false;
        }
    }

    /** @return what the callers are told */
    private Throwable giveUp(Throwable cause) {
        boolean own = isOf(SQLiteErrorCode.SQLITE_CONSTRAINT, cause)
                || cause instanceof RuntimeException && !(cause instanceof LedgerUnavailableException);
        if (own && session != null && rollback()) {
            return cause;
        }
        // A sync may have failed: then what is read of the log is not what stands on the disk.
        distrustful |= isOf(SQLiteErrorCode.SQLITE_IOERR, cause);
        discardSession();
        if (cause instanceof Error) {
            health.brokeDown(cause);
            return unavailable(cause);
        }
        diskFailed = true;
        health.failed(String.valueOf(cause.getMessage()));
        return cause;
    }

    private boolean rollback() {
        try {
            session.rollback();
            return true;
        } catch (SQLException | RuntimeException e) {
            LOG.warn("Rolling back failed, the ledger is opened anew: {}", e.getMessage());
            return false;
        }
    }

    private void discardSession() {
        Session old = session;
        session = null;
        try {
            if (old != null) {
                old.close();
            }
        } catch (SQLException | RuntimeException | Error e) {
            LOG.warn("The connection that writes the ledger could not be closed: {}", e.toString());
        }
    }

    private static LedgerUnavailableException unavailable(Throwable cause) {
        return new LedgerUnavailableException("A command broke down in the ledger: " + cause, cause);
    }

    private static boolean isOf(SQLiteErrorCode code, Throwable cause) {
        return cause instanceof SQLException e && e.getErrorCode() == code.code;
    }
}

package org.groundswell.donations.ledger.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only one who writes. Commands that wait while a commit is being synced to the disk share the next commit, so
 * the disk's sync time limits the waiting, not the number of donations.
 */
final class Writer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
    private static final long STOP_SECONDS = 30;
    /** So many at once are a crowd: then fewer and larger commits leave more time for all that is not a commit. */
    private static final int CROWD = 4;
    private static final long GATHER_NANOS = 1_000_000;

    private final Queries queries;
    private final Book book;
    private final BlockingQueue<Task<?>> waiting;
    private final int maxBatch;
    private final Consumer<List<Object>> afterCommit;
    private final Thread thread;
    /** Waking those who wait takes as long as a small commit: the next one does not wait for it. */
    private final ExecutorService answers =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().name("ledger-answers").factory());
    private volatile boolean closing;
    private volatile String lastFailure;

    /** @param afterCommit gets the results of each commit in their order, on one thread, before those who wait do */
    Writer(Queries queries, int maxWaiting, int maxBatch, Consumer<List<Object>> afterCommit) throws SQLException {
        this.queries = queries;
        this.book = new Book(queries);
        this.waiting = new ArrayBlockingQueue<>(maxWaiting);
        this.maxBatch = maxBatch;
        this.afterCommit = afterCommit;
        queries.connection().setAutoCommit(false);
        thread = Thread.ofPlatform().name("ledger-writer").start(this::run);
    }

    /** What a command does with the book, inside a transaction. */
    @FunctionalInterface
    interface Command<T> {
        T run(Book book) throws SQLException;
    }

    /** Runs the command and returns when its effect is durable. */
    <T> T execute(Command<T> command) {
        var task = new Task<>(command, new CompletableFuture<>());
        if (closing || !waiting.offer(task)) {
            throw new LedgerUnavailableException(closing ? "The ledger is being stopped"
                    : waiting.size() + " commands wait for the ledger already");
        }
        if (closing && waiting.remove(task)) {
            throw new LedgerUnavailableException("The ledger is being stopped");
        }
        try {
            return task.result.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof LedgerUnavailableException unavailable) {
                throw unavailable;
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Why the last commit failed, or null when it did not. */
    String lastFailure() {
        return lastFailure;
    }

    /** Finishes what waits, then stops. */
    @Override
    public void close() throws SQLException {
        closing = true;
        // Wakes the writer if it waits for a command; if there is no room for this one, it is awake.
        waiting.offer(new Task<>(_ -> null, new CompletableFuture<>()));
        try {
            thread.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
            answers.shutdown();
            answers.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        queries.close();
    }

    private void run() {
        var batch = new ArrayList<Task<?>>();
        int before = 0;
        while (!closing || !waiting.isEmpty()) {
            try {
                batch.add(waiting.take());
                if (before >= CROWD) {
                    LockSupport.parkNanos(GATHER_NANOS);
                }
                waiting.drainTo(batch, maxBatch - 1);
                before = batch.size();
                commit(batch);
                batch.clear();
            } catch (InterruptedException e) {
                closing = true;
            }
        }
    }

    private void commit(List<Task<?>> batch) {
        try {
            for (Task<?> task : batch) {
                task.prepare(book);
            }
            queries.connection().commit();
            lastFailure = null;
        } catch (SQLException | RuntimeException e) {
            rollback();
            if (batch.size() > 1) {
                // One bad command must not take its neighbours with it.
                batch.forEach(task -> commit(List.of(task)));
            } else {
                fail(batch.getFirst(), e);
            }
            return;
        }
        var committed = List.copyOf(batch);
        answers.execute(() -> answer(committed));
    }

    private void answer(List<Task<?>> committed) {
        try {
            afterCommit.accept(committed.stream().<Object>map(task -> task.value).toList());
        } catch (RuntimeException e) {
            LOG.error("Telling of a commit failed; the commit itself is durable", e);
        }
        committed.forEach(Task::complete);
    }

    private void fail(Task<?> task, Exception cause) {
        if (cause instanceof SQLException) {
            lastFailure = cause.getMessage();
            LOG.error("The ledger cannot be written: {}", cause.getMessage());
            task.result.completeExceptionally(
                    new LedgerUnavailableException("The ledger cannot be written: " + cause.getMessage(), cause));
        } else {
            task.result.completeExceptionally(cause);
        }
    }

    private void rollback() {
        book.forget();
        try {
            Connection connection = queries.connection();
            connection.rollback();
        } catch (SQLException e) {
            LOG.error("Rolling back failed: {}", e.getMessage());
        }
    }

    private static final class Task<T> {
        private final Command<T> command;
        private final CompletableFuture<T> result;
        private T value;

        Task(Command<T> command, CompletableFuture<T> result) {
            this.command = command;
            this.result = result;
        }

        void prepare(Book book) throws SQLException {
            value = command.run(book);
        }

        void complete() {
            result.complete(value);
        }
    }
}

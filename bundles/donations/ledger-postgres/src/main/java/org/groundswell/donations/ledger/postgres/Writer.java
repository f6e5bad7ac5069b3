package org.groundswell.donations.ledger.postgres;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.ledger.postgres.Command.Errand;
import org.groundswell.donations.ledger.shared.Health;
import org.groundswell.kernel.api.loops.LoopStatus.Need;
import org.groundswell.shared.loops.Loop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only one of this node who writes. Commands that wait while others are on their way go together, in two round trips
 * and one commit. Whatever fails, whoever waits is answered.
 */
final class Writer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final BlockingQueue<Task<?>> waiting;
    private final int maxBatch;
    private final Consumer<Attempts.Committed> told;
    private final Attempts attempts;
    private final Health health = new Health(InstantSource.system());
    private final Loop loop = Loop.of("ledger-writer", Need.GIFTS, PATIENCE);
    /** Waking those who wait takes as long as a small commit: the next one does not wait for it. */
    private final Loop answers = Loop.of("ledger-answers", Need.GIFTS, PATIENCE);
    private volatile boolean closing;

    /**
     * @param told of what is durable, on one thread and in the order of the commits, before those who wait are answered
     */
    Writer(Attempts attempts, int maxWaiting, int maxBatch, Consumer<Attempts.Committed> told) {
        this.attempts = attempts;
        this.waiting = new ArrayBlockingQueue<>(maxWaiting);
        this.maxBatch = maxBatch;
        this.told = told;
        loop.every(Duration.ZERO, this::turn);
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

    /** Does something on the thread that tells of commits, after those that were there before. */
    void afterAnswers(Runnable work) {
        answers.execute(work);
    }

    /** Finishes what waits, then stops. */
    @Override
    public void close() {
        closing = true;
        // Wakes the writer if it waits for a command; if there is no room for this one, it is awake.
        waiting.offer(new Task<>(new Errand<>(_ -> null)));
        loop.finish(LONGEST_STOP);
        drain();
        answers.finish(LONGEST_STOP);
        attempts.close();
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
            attempts.showPresence();
            return;
        }
        batch.add(first);
        try {
            waiting.drainTo(batch, maxBatch - 1);
            groups(batch).forEach(this::commit);
        } catch (RuntimeException | Error e) {
            batch.forEach(task -> task.refuse(
                    new LedgerUnavailableException("A command broke down in the ledger: " + e, e)));
            health.brokeDown(e);
            throw e;
        }
    }

    /** In their order: steps together, each errand by itself. */
    private static List<List<Task<?>>> groups(List<Task<?>> batch) {
        var groups = new ArrayList<List<Task<?>>>();
        boolean open = false;
        for (Task<?> task : batch) {
            boolean errand = task.command() instanceof Errand;
            if (!open || errand) {
                groups.add(new ArrayList<>());
            }
            groups.getLast().add(task);
            open = !errand;
        }
        return groups;
    }

    private void commit(List<Task<?>> group) {
        Attempts.Outcome outcome = attempts.commit(group);
        note(outcome);
        switch (outcome) {
            case Attempts.Committed committed -> answer(group, committed);
            // No database for one is none for the others.
            case Attempts.Away away -> group.forEach(task -> task.refuse(away.cause()));
            case Attempts.Refused refused when group.size() == 1 -> group.getFirst().refuse(refused.cause());
            // One bad command must not take its neighbours with it.
            case Attempts.Refused _ -> group.forEach(task -> commit(List.of(task)));
        }
    }

    private void note(Attempts.Outcome outcome) {
        switch (outcome) {
            case Attempts.Committed _ -> health.committed();
            case Attempts.Away away -> health.failed(String.valueOf(away.cause().getMessage()));
            case Attempts.Refused refused when refused.cause() instanceof Error -> health.brokeDown(refused.cause());
            case Attempts.Refused _ -> { }
        }
    }

    private void answer(List<Task<?>> group, Attempts.Committed committed) {
        answers.execute(() -> {
            try {
                told.accept(committed);
            } catch (RuntimeException | Error e) {
                LOG.error("Telling of a commit failed; the commit itself is durable", e);
            } finally {
                group.forEach(Task::complete);
            }
        });
    }
}

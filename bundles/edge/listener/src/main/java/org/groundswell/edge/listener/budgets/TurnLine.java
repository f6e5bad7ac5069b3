package org.groundswell.edge.listener.budgets;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where connections wait that ask for much at once: one line for all of them, with one thread at a time, so that those
 * who ask for one thing find the others free. Thread-safe.
 */
public final class TurnLine implements Executor {
    private static final Logger LOG = LoggerFactory.getLogger(TurnLine.class);

    private final Executor threads;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger present = new AtomicInteger();

    public TurnLine(Executor threads) {
        this.threads = threads;
    }

    /** @throws java.util.concurrent.RejectedExecutionException if the threads are ending; nobody has a turn any more */
    @Override
    public void execute(Runnable turn) {
        waiting.add(turn);
        if (present.getAndIncrement() == 0) {
            threads.execute(this::serve);
        }
    }

    private void serve() {
        do {
            try {
                waiting.remove().run();
            } catch (RuntimeException | Error e) {
                // It costs the others nothing.
                LOG.warn("A turn broke", e);
            }
        } while (present.decrementAndGet() > 0);
    }
}

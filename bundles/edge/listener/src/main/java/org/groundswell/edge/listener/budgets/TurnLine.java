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
    private final Logger log;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger present = new AtomicInteger();

    public TurnLine(Executor threads) {
        this(threads, LOG);
    }

    TurnLine(Executor threads, Logger log) {
        this.threads = threads;
        this.log = log;
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
            serveOne();
        } while (present.decrementAndGet() > 0);
    }

    private void serveOne() {
        try {
            waiting.remove().run();
        } catch (RuntimeException | Error e) {
            // It costs the others nothing.
            tell(e);
        }
    }

    /** Where the heap is full telling breaks, too: those who wait still have their turn. */
    private void tell(Throwable broken) {
        try {
            log.warn("A turn broke", broken);
        } catch (RuntimeException | Error _) {
            // There is nobody left to tell.
        }
    }
}

package org.groundswell.itests.faults;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads that act in a test: none ends by an error that nobody hears of. */
final class Watched implements AutoCloseable {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<Future<?>> all = new ConcurrentLinkedQueue<>();

    void start(Runnable action) {
        all.add(threads.submit(action));
    }

    /** Fails if one of them has ended by an error. */
    void check() {
        for (Future<?> each : all) {
            if (each.state() == Future.State.FAILED) {
                throw new AssertionError("a thread of the test ended: " + each.exceptionNow().getMessage(), each.exceptionNow());
            }
        }
    }

    /** Returns when all have ended. */
    @Override
    public void close() {
        threads.close();
        check();
    }
}

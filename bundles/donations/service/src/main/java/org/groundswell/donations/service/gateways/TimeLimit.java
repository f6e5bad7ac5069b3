package org.groundswell.donations.service.gateways;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Calls of one other bundle, on the caller's own thread. Who is still inside at the limit is interrupted, and for a
 * while nobody is let in: then one caller tries. No call is handed to another thread: a donor's way has several, and each
 * would cost more than the call. Thread-safe.
 */
public final class TimeLimit {
    private static final Duration LEFT_ALONE = Duration.ofMinutes(1);

    private final String name;
    private final Duration leftAlone;
    private final Set<Caller> inside = ConcurrentHashMap.newKeySet();
    /** Until then nobody is let in (nanoTime); only counts while it is overdue. */
    private volatile long until;
    private volatile boolean overdue;

    /** @param name of what is called, for messages */
    public TimeLimit(String name) {
        this(name, LEFT_ALONE);
    }

    public TimeLimit(String name, Duration leftAlone) {
        this.name = name;
        this.leftAlone = leftAlone;
    }

    /** A call into another bundle. */
    @FunctionalInterface
    public interface Call<T, E extends Exception> {
        T run() throws E;
    }

    /** @throws OverdueException if it did not return in time, or is left alone because it did not before */
    public <T, E extends Exception> T call(Duration limit, Call<T, E> call) throws E {
        enter();
        var caller = new Caller(Thread.currentThread(), System.nanoTime() + limit.toNanos());
        inside.add(caller);
        boolean late = false;
        try {
            return call.run();
        } catch (RuntimeException | Error e) {
            late = caller.end();
            if (late) {
                throw new OverdueException(name + " did not answer within " + limit.toMillis() + " ms", e);
            }
            throw e;
        } finally {
            inside.remove(caller);
            if (!late && !caller.end()) {
                overdue = false;
            }
        }
    }

    /** To be called now and then: who has been inside for too long is interrupted. */
    public void look() {
        long now = System.nanoTime();
        for (Caller each : inside) {
            if (now - each.end > 0) {
                each.interrupt(() -> {
                    until = now + leftAlone.toNanos();
                    overdue = true;
                });
            }
        }
    }

    private void enter() {
        if (!overdue) {
            return;
        }
        synchronized (this) {
            long now = System.nanoTime();
            if (overdue && now - until < 0) {
                throw new OverdueException(name + " did not answer in time and is left alone for a while", null);
            }
            // One tries; the others go on without it for as long as that takes.
            until = now + leftAlone.toNanos();
        }
    }

    /** A thread inside, which may be interrupted only there. */
    private static final class Caller {
        private final Thread thread;
        private final long end;
        private boolean interrupted;
        private boolean over;

        Caller(Thread thread, long end) {
            this.thread = thread;
            this.end = end;
        }

        /** @param first what has to be known before the thread goes on */
        synchronized void interrupt(Runnable first) {
            if (!over && !interrupted) {
                interrupted = true;
                first.run();
                thread.interrupt();
            }
        }

        /** Whether it was interrupted; the thread does not know of it any more. */
        synchronized boolean end() {
            over = true;
            if (interrupted) {
                Thread.interrupted();
            }
            return interrupted;
        }
    }
}

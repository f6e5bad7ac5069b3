package org.groundswell.kernel.switchboard;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.groundswell.kernel.api.ports.PortUnavailableException;

/**
 * The door to one provider. A call that comes while the door is closed waits outside, in bounded number and time; a
 * door is closed for good when the last call inside has come out. The way through an open door takes no lock.
 *
 * <p>The order rule: a call is never held longer than a provider is waited for ({@code hold < drain}). So a call that
 * waits at one door while it is inside another ends before that other one is given up, and swaps of several providers
 * cannot wait for each other for ever. A call that comes back through a door it is inside of passes, open or not.
 */
final class Gate {
    /** Shortens the wait for a call that comes out just now. */
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final String name;
    private final Supplier<Limits> limits;
    private final AtomicInteger waiting = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition opened = lock.newCondition();
    private final ThreadLocal<InFlightCalls> inFlight = new ThreadLocal<>();
    private final Map<Object, InFlightCalls> visits = new ConcurrentHashMap<>();
    private final LongAdder waited = new LongAdder();
    private final BooleanSupplier stopping;
    private volatile InFlightCalls current;
    /** The thread that closed the door last, while it is closed. */
    private volatile long closedBy;

    /**
     * @param limits   of now; asked for each call that has to wait
     * @param stopping whether the thread that asks is stopping a bundle
     */
    Gate(String name, Supplier<Limits> limits, BooleanSupplier stopping) {
        this.name = name;
        this.limits = limits;
        this.stopping = stopping;
    }

    /** Whoever has entered must call {@link #leave} or {@link #leaveLater} with it. */
    record Entry(InFlightCalls inFlight, InFlightCalls outer) {
    }

    /** @throws PortUnavailableException if the door stays closed for too long, or too many wait already */
    Entry enter() {
        InFlightCalls outer = inFlight.get();
        if (outer != null) {
            outer.enterAgain();
            return new Entry(outer, outer);
        }
        InFlightCalls now = current;
        if (now == null || !now.enter()) {
            now = await();
        }
        inFlight.set(now);
        return new Entry(now, null);
    }

    void leave(Entry entry) {
        comeOut(entry);
        entry.inFlight().leave();
    }

    /** The thread comes out, but its call goes on until the result is run, by any thread; again changes nothing. */
    Runnable leaveLater(Entry entry) {
        comeOut(entry);
        var left = new AtomicBoolean();
        return () -> {
            if (left.compareAndSet(false, true)) {
                entry.inFlight().leave();
            }
        };
    }

    private void comeOut(Entry entry) {
        if (entry.outer() == null) {
            inFlight.remove();
            entry.inFlight().forget(Thread.currentThread());
        }
    }

    void open(Object provider) {
        lock.lock();
        try {
            // A provider that stands back for a better one still has to be drained when it leaves.
            current = visits.computeIfAbsent(provider, InFlightCalls::new);
            closedBy = 0;
            opened.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Closes the door behind this provider and waits until the calls inside have come out. Those that have not when
     * the time is up are interrupted, and not waited for.
     *
     * @return how many were still inside when the time was up; 0 where all came out
     */
    int close(Object provider, long drainNanos) {
        InFlightCalls leaving = visits.remove(provider);
        if (leaving == null) {
            return 0;
        }
        leaving.close();
        lock.lock();
        try {
            if (current == leaving) {
                closedBy = Thread.currentThread().threadId();
                current = null;
            }
        } finally {
            lock.unlock();
        }
        // A provider that stops itself is inside of its own door and must not wait for itself.
        int own = inFlight.get() == leaving ? 1 : 0;
        long end = System.nanoTime() + drainNanos;
        while (leaving.inside() > own && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(POLL_NANOS);
        }
        int left = Math.max(0, leaving.inside() - own);
        if (left > 0) {
            leaving.interruptOthers();
        }
        return left;
    }

    boolean isOpen() {
        return current != null;
    }

    /** Who gets the calls now, or null. */
    Object provider() {
        InFlightCalls now = current;
        return now == null ? null : now.provider();
    }

    long holdNanos() {
        return limits.get().holdNanos();
    }

    /** Calls that found the door closed, since it exists. */
    long waited() {
        return waited.sum();
    }

    private InFlightCalls await() {
        if (closedBy == Thread.currentThread().threadId() || stopping.getAsBoolean()) {
            // It would wait for itself, or keep a bundle from stopping: a component that is deactivated, mostly.
            throw new PortUnavailableException("Port " + name + " has no provider now, and a thread that stops a bundle"
                    + " is not made to wait for one");
        }
        waited.increment();
        Limits now = limits.get();
        try {
            if (waiting.incrementAndGet() > now.maxWaiting()) {
                throw new PortUnavailableException("Port " + name + ": too many calls wait for its provider already");
            }
            return await(now.holdNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PortUnavailableException("Port " + name + ": interrupted while waiting for its provider");
        } finally {
            waiting.decrementAndGet();
        }
    }

    private InFlightCalls await(long holdNanos) throws InterruptedException {
        long left = holdNanos;
        lock.lockInterruptibly();
        try {
            while (true) {
                InFlightCalls now = current;
                if (now != null && now.enter()) {
                    return now;
                }
                if (left <= 0) {
                    throw new PortUnavailableException("Port " + name + " had no provider for "
                            + TimeUnit.NANOSECONDS.toMillis(holdNanos) + " ms");
                }
                left = opened.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}

package org.groundswell.edge.listener.handover;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Between the public port and servlets: while a node hands its work to another process, requests wait here, and are sent
 * on to that one when it has it. Whoever waits is on a virtual thread. Thread-safe.
 */
public final class ServletDoor {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int inside;
    private volatile boolean held;
    private volatile Onward onward;

    /** Whether nobody would have to wait. */
    public boolean isOpen() {
        return !held && onward == null;
    }

    /**
     * Lets in, now or after a while.
     *
     * @return null for somebody who is in and has to {@link #leave}; otherwise where the request goes
     */
    public Onward enter() throws InterruptedException {
        lock.lock();
        try {
            while (held) {
                changed.await();
            }
            if (onward == null) {
                inside++;
            }
            return onward;
        } finally {
            lock.unlock();
        }
    }

    public void leave() {
        lock.lock();
        try {
            inside--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** @return whether all who were in have come out within this time; whoever comes waits in any case */
    public boolean hold(Duration longest) throws InterruptedException {
        lock.lock();
        try {
            held = true;
            return await(longest, () -> inside == 0);
        } finally {
            lock.unlock();
        }
    }

    private boolean await(Duration longest, BooleanSupplier condition) throws InterruptedException {
        long left = longest.toNanos();
        while (!condition.getAsBoolean() && left > 0) {
            left = changed.awaitNanos(left);
        }
        return condition.getAsBoolean();
    }

    /** Lets in who waits. */
    public void release() {
        open(null);
    }

    /** Sends on who waits, and whoever comes. */
    public void sendOn(Onward to) {
        open(to);
    }

    private void open(Onward to) {
        lock.lock();
        try {
            onward = to;
            held = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}

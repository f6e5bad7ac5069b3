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
    private Onward onTrial;

    /** Whether nobody would have to wait. */
    public boolean isOpen() {
        return !held && onward == null;
    }

    /**
     * Lets in, now or after a while. Whoever was let in has to {@link #leave}.
     *
     * @return null for somebody who is answered here; otherwise where the request goes
     */
    public Onward enter() throws InterruptedException {
        lock.lock();
        try {
            while (held) {
                changed.await();
            }
            inside++;
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

    /** @return whether all who were in, or are sent on, have come out within this time; whoever comes waits in any case */
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
        open(null, null);
    }

    /** Sends on who waits, and whoever comes. */
    public void sendOn(Onward to) {
        open(to, null);
    }

    /** The same for as long as the other process has not proved itself. */
    public void tryOut(Onward to) {
        open(to, to);
    }

    /**
     * The other process is not there any more.
     *
     * @return whether it was on trial: then everybody waits until it is decided who answers
     */
    public boolean doubt(Onward of) {
        lock.lock();
        try {
            if (onTrial != of) {
                return false;
            }
            held = true;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Whether whoever comes waits. */
    public boolean isHeld() {
        return held;
    }

    private void open(Onward to, Onward trial) {
        lock.lock();
        try {
            onward = to;
            onTrial = trial;
            held = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}

package org.groundswell.edge.listener;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * The answered requests that one observer has not heard of yet: a ring, so that whoever serves a request never waits,
 * neither for the observer nor for a lock. Where the ring is full a request is left out and counted. Any thread adds,
 * one thread takes.
 */
final class AnsweredRequests {
    /** A power of two. Half a second of what a node can serve. */
    private static final int SIZE = 1 << 15;

    private final AtomicReferenceArray<AnsweredRequest> ring;
    private final int mask;
    /** How many were added. */
    private final AtomicLong tail = new AtomicLong();
    private final LongAdder leftOut = new LongAdder();
    /** How many were taken. */
    private volatile long head;

    AnsweredRequests() {
        this(SIZE);
    }

    /** @param size a power of two */
    AnsweredRequests(int size) {
        ring = new AtomicReferenceArray<>(size);
        mask = size - 1;
    }

    void add(AnsweredRequest request) {
        long at = tail.get();
        while (at - head <= mask) {
            if (tail.compareAndSet(at, at + 1)) {
                ring.setRelease((int) at & mask, request);
                return;
            }
            at = tail.get();
        }
        leftOut.increment();
    }

    /** Gives away what was added, in its order, until nothing is left. */
    void take(Consumer<AnsweredRequest> taker) {
        long at = head;
        AnsweredRequest next = ring.getAcquire((int) at & mask);
        while (next != null) {
            ring.setRelease((int) at & mask, null);
            at++;
            head = at;
            taker.accept(next);
            next = ring.getAcquire((int) at & mask);
        }
    }

    /** How many were left out since this was asked last. */
    long leftOut() {
        return leftOut.sumThenReset();
    }
}

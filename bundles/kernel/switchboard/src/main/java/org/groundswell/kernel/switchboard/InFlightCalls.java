package org.groundswell.kernel.switchboard;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** One provider's time behind the door, and who is inside. */
final class InFlightCalls {
    private final Object provider;
    private final AtomicInteger inside = new AtomicInteger();
    private final Map<Thread, Boolean> threads = new ConcurrentHashMap<>();
    private volatile boolean closed;

    InFlightCalls(Object provider) {
        this.provider = provider;
    }

    Object provider() {
        return provider;
    }

    int inside() {
        return inside.get();
    }

    boolean enter() {
        inside.incrementAndGet();
        if (closed) {
            inside.decrementAndGet();
            return false;
        }
        threads.put(Thread.currentThread(), true);
        return true;
    }

    /** For a call of somebody who is inside already. */
    void enterAgain() {
        inside.incrementAndGet();
    }

    void leave() {
        inside.decrementAndGet();
    }

    void forget(Thread thread) {
        threads.remove(thread);
    }

    void close() {
        closed = true;
    }

    /** Within the map's own lock for that thread, so that nobody is interrupted who has just come out. */
    void interruptOthers() {
        for (Thread each : threads.keySet()) {
            threads.computeIfPresent(each, (thread, present) -> {
                if (thread != Thread.currentThread()) {
                    thread.interrupt();
                }
                return present;
            });
        }
    }
}

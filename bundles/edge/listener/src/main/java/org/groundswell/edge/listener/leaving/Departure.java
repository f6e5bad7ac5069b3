package org.groundswell.edge.listener.leaving;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.service.component.annotations.Component;

/**
 * Whether this node is on its way out, and what it still has to finish. It is begun once; only the node's end follows.
 * Thread-safe.
 */
@Component(service = Departure.class)
public final class Departure {
    private final AtomicInteger underWay = new AtomicInteger();
    private final Set<Runnable> streams = ConcurrentHashMap.newKeySet();
    private volatile boolean begun;

    /** Whether balancers are to lead visitors elsewhere. */
    public boolean hasBegun() {
        return begun;
    }

    /**
     * Remembers who ends streams that are open.
     *
     * @return forgets it
     */
    public Runnable onMove(Runnable endStreams) {
        streams.add(endStreams);
        return () -> streams.remove(endStreams);
    }

    /** A request has come. */
    public void came() {
        underWay.incrementAndGet();
    }

    /** It was answered, or failed. */
    public void went() {
        underWay.decrementAndGet();
    }

    /** Requests that are not answered yet, streams among them. */
    public int underWay() {
        return underWay.get();
    }

    /** Each answer is the last one on its connection from now on. */
    public void begin() {
        begun = true;
    }

    /** Whoever reads a stream comes again, and is led elsewhere. */
    public void moveStreams() {
        streams.forEach(Runnable::run);
    }
}

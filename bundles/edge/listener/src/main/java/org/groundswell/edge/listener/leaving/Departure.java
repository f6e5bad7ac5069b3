package org.groundswell.edge.listener.leaving;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Whether this node is on its way out, and what it still has to finish. It is begun once; only the node's end follows.
 * Thread-safe.
 */
@Component(service = Departure.class)
public final class Departure {
    private final AtomicInteger underWay = new AtomicInteger();
    private final Set<Runnable> streams = ConcurrentHashMap.newKeySet();
    private final LongSupplier nanos;
    private volatile Leave leave;

    @Activate
    public Departure() {
        this(System::nanoTime);
    }

    /** @param nanos as {@link System#nanoTime} */
    Departure(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** From when on, and within what time, connections end. */
    private record Leave(long beganNanos, long withinNanos) {
        private static final int PARTS = 1 << 24;

        /** Connections are spread evenly, and nothing has to be remembered of them. */
        boolean isOver(Object connection, long now) {
            long share = System.identityHashCode(connection) & PARTS - 1;
            return now - beganNanos >= withinNanos / PARTS * share;
        }
    }

    /** Whether balancers are to lead visitors elsewhere. */
    public boolean hasBegun() {
        return leave != null;
    }

    /**
     * Whether the next answer on this connection is the last one, and a stream on it ends.
     *
     * @param connection its end point, always the same
     */
    public boolean isOver(Object connection) {
        Leave begun = leave;
        return begun != null && begun.isOver(connection, nanos.getAsLong());
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
        begin(Duration.ZERO);
    }

    /**
     * The same for one connection after the other: visitors who all come anew in one moment would wait for each other.
     *
     * @param within after so long it is so for all
     */
    public void begin(Duration within) {
        leave = new Leave(nanos.getAsLong(), within.toNanos());
    }

    /** Whoever reads a stream on a connection that is over comes again, and is led elsewhere. */
    public void moveStreams() {
        streams.forEach(Runnable::run);
    }
}

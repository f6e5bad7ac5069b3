package org.groundswell.edge.listener.callers;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.groundswell.edge.api.requests.ArrivalObserver;
import org.groundswell.edge.api.requests.ArrivalObserver.Arrival;
import org.groundswell.kernel.api.loops.LoopStatus.Need;
import org.groundswell.shared.loops.Loop;

/** An observer of arrivals on a thread of its own, so that it takes them from nobody else, whatever it does. */
final class ToldArrivals implements AutoCloseable {
    /** The node's health names whoever takes longer, and whoever fails. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ArrivalObserver observer;
    private final Loop loop;
    /** The one to tell next: who is slow hears of the latest. */
    private final AtomicReference<Arrival> next = new AtomicReference<>();

    /** @param bundle whose observer it is, for the log and the admin */
    ToldArrivals(ArrivalObserver observer, String bundle) {
        this.observer = observer;
        this.loop = Loop.of("arrival-observer " + bundle, Need.OTHER, PATIENCE);
    }

    boolean is(ArrivalObserver other) {
        return observer == other;
    }

    void tell(Arrival arrival) {
        if (next.getAndSet(arrival) == null) {
            loop.after(Duration.ZERO, () -> observer.arrived(next.getAndSet(null)));
        }
    }

    @Override
    public void close() {
        loop.close();
    }
}

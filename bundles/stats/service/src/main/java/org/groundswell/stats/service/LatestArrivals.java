package org.groundswell.stats.service;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.groundswell.edge.api.requests.ArrivalObserver;
import org.groundswell.stats.api.ArrivalFeed;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Remembers the last arrivals, the last one first. Thread-safe. */
@Component(service = {ArrivalObserver.class, ArrivalFeed.class})
public final class LatestArrivals implements ArrivalObserver, ArrivalFeed {
    private final Clock clock;
    private final Deque<Arrived> arrived = new ArrayDeque<>(REMEMBERED);

    @Activate
    public LatestArrivals() {
        this(Clock.systemUTC());
    }

    LatestArrivals(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized void arrived(Arrival arrival) {
        if (arrived.size() == REMEMBERED) {
            arrived.removeLast();
        }
        arrived.addFirst(new Arrived(clock.instant(), arrival.path(), arrival.from()));
    }

    @Override
    public synchronized List<Arrived> latest(int most) {
        return arrived.stream().limit(Math.clamp(most, 1, REMEMBERED)).toList();
    }
}

package org.groundswell.stats.service;

import static org.junit.Assert.assertEquals;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.groundswell.edge.api.requests.ArrivalObserver.Arrival;
import org.groundswell.stats.api.ArrivalFeed;
import org.groundswell.stats.api.ArrivalFeed.Arrived;
import org.junit.Test;

public class LatestArrivalsTest {
    private static final Instant NOW = Instant.parse("2026-11-28T20:00:00Z");

    @Test
    public void theLastOnesAreRememberedTheLastFirst() {
        var arrivals = new LatestArrivals(Clock.fixed(NOW, ZoneOffset.UTC));
        assertEquals(List.of(), arrivals.latest(5));
        for (int i = 0; i < 3 * ArrivalFeed.REMEMBERED; i++) {
            arrivals.arrived(new Arrival("/en/" + i, "news.example"));
        }
        assertEquals(List.of(new Arrived(NOW, "/en/149", "news.example"), new Arrived(NOW, "/en/148", "news.example")),
                arrivals.latest(2));
        assertEquals(ArrivalFeed.REMEMBERED, arrivals.latest(1_000).size());
    }
}

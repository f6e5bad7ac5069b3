package org.groundswell.stats.service;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.Test;

public class VisitorSketchTest {

    @Test
    public void estimatesWithinFivePercent() {
        var random = new Random(11);
        for (int visitors : new int[] {10, 1_000, 100_000, 1_000_000}) {
            var sketch = new VisitorSketch();
            for (int i = 0; i < visitors; i++) {
                sketch.add(random.nextLong());
            }
            double error = Math.abs(sketch.estimate() - visitors) / (double) visitors;
            assertTrue(visitors + " estimated as " + sketch.estimate(), error < 0.05);
        }
    }

    @Test
    public void aVisitorWhoComesBackIsOneVisitor() throws Exception {
        var visitors = new Visitors(Clock.fixed(Instant.parse("2026-11-21T20:00:00Z"), ZoneOffset.UTC));
        for (int i = 0; i < 1000; i++) {
            visitors.seen(InetAddress.getByName("192.0.2.7"), "Firefox");
            visitors.seen(InetAddress.getByName("192.0.2.8"), "Firefox");
        }
        assertEquals(2, visitors.now());
        assertEquals(2, visitors.today());
    }
}

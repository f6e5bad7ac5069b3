package org.groundswell.edge.listener.leaving;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.Test;

/** Whoever had to shake hands with a process anew in the same moment as all others would wait for all of them. */
public class DepartureTest {
    private static final int CONNECTIONS = 10_000;
    private static final Duration WITHIN = Duration.ofSeconds(10);

    private final AtomicLong clock = new AtomicLong(-1);
    private final Departure departure = new Departure(clock::get);
    private final List<Object> connections = Stream.generate(Object::new).limit(CONNECTIONS).toList();

    @Test
    public void oneConnectionAfterTheOther() {
        assertEquals("the node stays", 0, over().size());
        departure.begin(WITHIN);
        assertEquals(0, over().size(), CONNECTIONS / 1_000);
        List<Object> before = List.of();
        for (int part = 1; part < 10; part++) {
            clock.addAndGet(WITHIN.toNanos() / 10);
            List<Object> over = over();
            assertEquals(CONNECTIONS / 10 * part, over.size(), CONNECTIONS / 50);
            assertTrue("nobody is led back", over.containsAll(before));
            before = over;
        }
        clock.addAndGet(WITHIN.toNanos() / 10);
        assertEquals(CONNECTIONS, over().size());
    }

    @Test
    public void whoIsDrainedEndsAllAtOnce() {
        departure.begin();
        assertEquals(CONNECTIONS, over().size());
    }

    private List<Object> over() {
        return connections.stream().filter(departure::isOver).toList();
    }
}

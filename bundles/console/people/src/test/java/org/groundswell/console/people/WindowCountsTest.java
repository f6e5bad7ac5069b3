package org.groundswell.console.people;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import org.groundswell.console.people.WindowCounts.Told;
import org.groundswell.testing.SetClock;
import org.junit.Test;

public class WindowCountsTest {
    private final SetClock clock = new SetClock("2026-11-27T20:00:00Z");
    private final WindowCounts here = new WindowCounts(Duration.ofMinutes(1), clock);
    private final WindowCounts there = new WindowCounts(Duration.ofMinutes(1), clock);
    private Told record = Told.NOTHING;

    @Test
    public void twoNodesAddUp() {
        count(here, 3);
        count(there, 4);
        tell(here);
        tell(there);
        here.heard(record);
        assertEquals(7, here.count("a"));
        assertEquals(7, there.count("a"));
        count(here, 1);
        tell(here);
        there.heard(record);
        assertEquals(8, there.count("a"));
        assertEquals("no more than that", 8, here.count("a"));
        assertFalse(here.hasNews());
    }

    @Test
    public void whatIsCountedWhileItIsToldIsToldNext() {
        count(here, 3);
        Told before = record;
        Told after = here.both(before);
        count(here, 2);
        here.tell(before, after);
        assertEquals(5, here.count("a"));
        assertTrue(here.hasNews());
        record = after;
        tell(here);
        assertEquals(Integer.valueOf(5), record.counts().get("a"));
    }

    @Test
    public void itBeginsAnewAtAllAtTheSameTime() {
        count(here, 3);
        tell(here);
        clock.pass(Duration.ofSeconds(50));
        count(there, 1);
        tell(there);
        assertEquals(4, there.count("a"));
        clock.pass(Duration.ofSeconds(11));
        assertEquals(0, here.count("a"));
        assertEquals(0, there.count("a"));
        there.heard(record);
        assertEquals("of the minute before", 0, there.count("a"));
        count(there, 2);
        tell(there);
        assertEquals(Integer.valueOf(2), record.counts().get("a"));
    }

    private static void count(WindowCounts counts, int times) {
        for (int i = 0; i < times; i++) {
            counts.add("a");
        }
    }

    private void tell(WindowCounts counts) {
        Told before = record;
        record = counts.both(before);
        counts.tell(before, record);
    }
}

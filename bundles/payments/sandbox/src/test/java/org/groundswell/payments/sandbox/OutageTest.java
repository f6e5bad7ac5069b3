package org.groundswell.payments.sandbox;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.groundswell.payments.sandbox.Outage.Attempt;
import org.groundswell.payments.sandbox.Outage.Pause;
import org.junit.Test;

public class OutageTest {
    private static final Attempt FIRST = attempt("first");
    private static final Attempt SECOND = attempt("second");

    private final Outage outage = new Outage();

    @Test
    public void someFailuresAreNoOutage() {
        for (int i = 0; i < 4; i++) {
            assertEquals(Optional.empty(), outage.failed());
        }
        assertFalse(outage.holds(FIRST));
        assertEquals(List.of(), outage.taken());
        assertEquals("not in a row", Optional.empty(), outage.failed());
        assertFalse(outage.isDown());
    }

    @Test
    public void inAnOutageOneTriesAndTheOthersWait() {
        assertEquals(new Pause(Duration.ofSeconds(1), true), begun());
        assertTrue(outage.holds(FIRST));
        assertTrue(outage.holds(SECOND));
        assertEquals("those that were on their way", Optional.empty(), outage.failed());
        assertEquals(Optional.of(FIRST), outage.next());
        assertTrue("until it is known how that went", outage.holds(FIRST));
        assertEquals(Optional.of(new Pause(Duration.ofSeconds(2), false)), outage.failed());
        assertEquals(Optional.of(SECOND), outage.next());
        assertEquals(List.of(FIRST), outage.taken());
        assertFalse(outage.holds(SECOND));
    }

    @Test
    public void pausesEndSomewhere() {
        Pause pause = begun();
        for (int i = 0; i < 100; i++) {
            outage.holds(FIRST);
            outage.next();
            pause = outage.failed().orElseThrow();
        }
        assertEquals(new Pause(Duration.ofMinutes(1), false), pause);
    }

    @Test
    public void whoComesAfterThePauseTriesWhereNobodyWaited() {
        begun();
        assertEquals(Optional.empty(), outage.next());
        assertFalse(outage.holds(FIRST));
        assertTrue(outage.holds(SECOND));
    }

    private Pause begun() {
        for (int i = 0; i < 4; i++) {
            outage.failed();
        }
        return outage.failed().orElseThrow();
    }

    private static Attempt attempt(String name) {
        return new Attempt(new Delivery(name, null), 1);
    }
}

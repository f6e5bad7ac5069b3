package org.groundswell.console.people;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.Test;

public class FailedTriesTest {
    private final FailedTries tries = new FailedTries(Clock.fixed(Instant.parse("2026-11-27T20:00:00Z"),
            ZoneOffset.UTC));

    @Test
    public void tenAMinuteFromOneAddress() {
        for (int i = 0; i < 10; i++) {
            assertFalse(tries.note("10.0.0.1").tooMany());
        }
        assertTrue(tries.note("10.0.0.1").tooMany());
        assertFalse("somebody else", tries.note("10.0.0.2").tooMany());
    }

    @Test
    public void manyAddressesFillNeitherTheLogNorTheMemory() {
        for (int i = 0; i < 100_000; i++) {
            tries.note("address " + i);
        }
        assertEquals(20, tries.lines());
    }

    @Test
    public void anAddressIsSaidWithItsNetwork() {
        assertEquals("10.0.0.1", Attempts.network("10.0.0.1"));
        assertEquals("20:01:0d:b8:00:00:00:01/64", Attempts.network("2001:db8:0:1::5"));
        assertEquals("an address of another kind", Attempts.network("x\nforged"));
    }
}

package org.groundswell.kernel.keeper;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.Test;

public class BackoffTest {

    @Test
    public void eachPauseIsTwiceTheOneBeforeUpToAnHour() {
        assertEquals(TimeUnit.SECONDS.toNanos(2), Backoff.nanos(2000, 0));
        assertEquals(TimeUnit.SECONDS.toNanos(8), Backoff.nanos(2000, 2));
        assertEquals(0, Backoff.nanos(0, 100));
        for (int restarts = 0; restarts <= 100; restarts++) {
            long pause = Backoff.nanos(3_600_000, restarts);
            assertTrue(pause > 0 && pause <= TimeUnit.HOURS.toNanos(1));
        }
        assertEquals(TimeUnit.HOURS.toNanos(1), Backoff.nanos(2000, 33));
    }
}

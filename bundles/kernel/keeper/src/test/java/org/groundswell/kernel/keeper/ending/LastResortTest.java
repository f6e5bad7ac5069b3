package org.groundswell.kernel.keeper.ending;

import static org.junit.Assert.assertEquals;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Test;

/** A process that does not end is ended. */
public class LastResortTest {

    @Test
    public void aFrameworkThatDoesNotComeToItsEndIsEndedOnce() throws Exception {
        var ended = new CountDownLatch(1);
        var times = new AtomicInteger();
        var resort = new LastResort(Duration.ofMillis(1), () -> true, () -> {
            times.incrementAndGet();
            ended.countDown();
        });
        resort.begin();
        resort.begin();
        ended.await();
        assertEquals(1, times.get());
    }

    @Test
    public void aFrameworkThatHasEndedLeavesItsProcessAlone() throws Exception {
        var asked = new CountDownLatch(1);
        var times = new AtomicInteger();
        new LastResort(Duration.ofMillis(1), () -> {
            asked.countDown();
            return false;
        }, times::incrementAndGet).begin();
        asked.await();
        assertEquals(0, times.get());
    }
}

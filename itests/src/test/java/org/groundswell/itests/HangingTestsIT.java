package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.Test;
import org.junit.runner.JUnitCore;
import org.junit.runner.Result;

/** A test that waits for ever fails, and the one after it runs. */
public class HangingTestsIT {
    /** Run by the test alone: its name is none that the build looks for. */
    public static class TwoTests {
        @Test
        public void waitsForEver() throws InterruptedException {
            new CountDownLatch(1).await();
        }

        @Test
        public void ends() {
            assertTrue(Thread.currentThread().isAlive());
        }
    }

    /** Run by the test alone, too. */
    public static class LongBenchmark {
        @Test
        public void takesLongerThanATestMay() throws InterruptedException {
            // A second look would have found it by then.
            assertFalse(new CountDownLatch(1).await(3, TimeUnit.SECONDS));
        }
    }

    @Test
    public void aBenchmarkTakesItsTime() {
        var tests = new JUnitCore();
        tests.addListener(new HangingTests(Duration.ofMillis(100)));
        assertEquals(0, tests.run(LongBenchmark.class).getFailureCount());
    }

    @Test
    public void oneThatWaitsForEverFailsAndTheNextRuns() {
        var tests = new JUnitCore();
        tests.addListener(new HangingTests(Duration.ofMillis(100)));
        Result result = tests.run(TwoTests.class);
        assertEquals(2, result.getRunCount());
        assertEquals(result.getFailures().toString(), 1, result.getFailureCount());
        assertEquals(InterruptedException.class, result.getFailures().getFirst().getException().getClass());
    }
}

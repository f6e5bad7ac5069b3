package org.groundswell.shared.loops;

import static org.junit.Assert.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.Test;

public class BrieflyTest {

    @Test
    public void whatIsDoneIsDoneBeforeItReturns() {
        var done = new AtomicBoolean();
        Briefly.run("test", () -> done.set(true));
        assertTrue(done.get());
    }

    @Test
    public void whatNeverEndsIsInterrupted() throws Exception {
        var interrupted = new CountDownLatch(1);
        Briefly.run("test", () -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        });
        assertTrue(interrupted.await(10, TimeUnit.SECONDS));
    }
}

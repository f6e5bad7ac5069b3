package org.groundswell.kernel.health;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.apache.felix.hc.api.Result;
import org.groundswell.kernel.api.loops.LoopStatus;
import org.groundswell.kernel.api.loops.LoopStatus.Need;
import org.junit.Test;

public class LoopsTest {
    private final Loops loops = new Loops();

    @Test
    public void oneThatCannotSayHowItStandsMakesNoNodeUnfit() {
        loops.add(() -> status(3), "org.groundswell.good");
        loops.add(() -> {
            throw new IllegalStateException();
        }, "org.example.broken");
        loops.add(() -> null, "org.example.empty");
        loops.add(() -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return status(0);
        }, "org.example.hanging");
        Result gifts = loops.result(Set.of(Need.PAGES), Result.Status.CRITICAL);
        assertEquals(Result.Status.WARN, gifts.getStatus());
        for (String bundle : Set.of("org.example.broken", "org.example.empty", "org.example.hanging")) {
            assertTrue(gifts.toString(), gifts.toString().contains(bundle));
        }
        Result all = loops.result(EnumSet.allOf(Need.class), Result.Status.CRITICAL);
        assertEquals("what the others say counts", Result.Status.CRITICAL, all.getStatus());
    }

    private static LoopStatus status(long failures) {
        return new LoopStatus("loop", Need.GIFTS, Instant.EPOCH, failures, failures, "why", Duration.ZERO,
                Duration.ofMinutes(1));
    }
}

package org.groundswell.pages.site;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.groundswell.pages.api.PageException;
import org.junit.Test;

public class LimitedRendersTest {
    private static final Duration CPU = Duration.ofSeconds(2);

    @Test
    public void whatNeverEndsIsLeftBehind() {
        var hang = new CountDownLatch(1);
        try (var renders = new LimitedRenders(Duration.ofMillis(50))) {
            for (int i = 0; i < 16; i++) {
                assertThrows(RenderLimitException.class, () -> renders.run(CPU, () -> await(hang)));
            }
            assertThrows("no fault of this page", PageException.class, () -> renders.run(CPU, () -> "no place"));
            hang.countDown();
            String said = "";
            while (said.isEmpty()) {
                try {
                    said = renders.run(CPU, () -> "fine");
                } catch (PageException e) {
                    said = "";
                }
            }
            assertEquals("fine", said);
        }
    }

    @Test
    public void whatIsThrownComesOut() {
        try (var renders = new LimitedRenders()) {
            assertThrows(IllegalArgumentException.class, () -> renders.run(CPU, () -> {
                throw new IllegalArgumentException();
            }));
            assertThrows(RenderLimitException.class, () -> renders.run(CPU, () -> {
                throw new StackOverflowError();
            }));
        }
    }

    /** As the system says it that has no room for another thread. */
    @Test
    public void aRenderThatCannotBeginTakesNoPlaceWithIt() {
        var scarce = new AtomicBoolean(true);
        try (var renders = new LimitedRenders(16, Duration.ofSeconds(5), thread -> {
            if (scarce.get()) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            return thread;
        })) {
            for (int i = 0; i < 16; i++) {
                assertThrows(OutOfMemoryError.class, () -> renders.run(CPU, () -> "never"));
            }
            scarce.set(false);
            assertEquals("fine", renders.run(CPU, () -> "fine"));
        }
    }

    private static String await(CountDownLatch latch) {
        try {
            latch.await();
            return "late";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

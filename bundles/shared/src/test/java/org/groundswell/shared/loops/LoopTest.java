package org.groundswell.shared.loops;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.groundswell.kernel.api.loops.LoopStatus;
import org.groundswell.kernel.api.loops.LoopStatus.Need;
import org.junit.Test;
import org.slf4j.Logger;

public class LoopTest {
    private static final Duration SOON = Duration.ofMillis(1);
    private final List<String> levels = new CopyOnWriteArrayList<>();

    @Test
    public void anErrorEndsNoLoop() throws Exception {
        var rounds = new AtomicInteger();
        var third = new CountDownLatch(3);
        try (Loop loop = Loop.of("test")) {
            loop.every(SOON, () -> {
                third.countDown();
                if (rounds.incrementAndGet() < 3) {
                    throw rounds.get() == 1 ? new StackOverflowError("deep") : new LinkageError("no\nclass");
                }
            });
            assertTrue(third.await(10, TimeUnit.SECONDS));
            await(() -> loop.status().failuresInARow() == 0);
            LoopStatus status = loop.status();
            assertEquals(2, status.failures());
            assertEquals("java.lang.LinkageError: no class", status.lastFailure());
            assertEquals("test", status.name());
        }
    }

    @Test
    public void failuresInARowAreCounted() throws Exception {
        try (Loop loop = Loop.of("test")) {
            loop.every(SOON, () -> {
                throw new IllegalStateException("always");
            });
            await(() -> loop.status().failuresInARow() > 10);
            assertEquals("java.lang.IllegalStateException: always", loop.status().lastFailure());
        }
    }

    @Test
    public void aRoundThatHangsIsStuck() throws Exception {
        var free = new CountDownLatch(1);
        try (Loop loop = Loop.of("test", Need.PAGES, Duration.ofMillis(20))) {
            assertFalse(loop.status().isStuck());
            loop.execute(() -> waitFor(free));
            await(() -> loop.status().isStuck());
            assertEquals(Need.PAGES, loop.status().need());
            free.countDown();
            await(() -> !loop.status().isStuck());
        }
    }

    @Test
    public void aLoopThatIsFinishedDoesWhatItWasGivenAndNothingLater() throws Exception {
        var begun = new CountDownLatch(1);
        var free = new CountDownLatch(1);
        var ended = new AtomicInteger();
        Loop loop = Loop.of("test");
        loop.execute(() -> {
            begun.countDown();
            waitFor(free);
            ended.incrementAndGet();
        });
        assertTrue(begun.await(10, TimeUnit.SECONDS));
        loop.execute(ended::incrementAndGet);
        loop.after(Duration.ofHours(1), ended::incrementAndGet);
        loop.every(Duration.ofHours(1), ended::incrementAndGet);
        Thread.ofVirtual().start(free::countDown);
        loop.finish(Duration.ofSeconds(10));
        assertEquals(2, ended.get());
        loop.execute(ended::incrementAndGet);
        assertTrue(loop.isClosed());
        assertEquals(2, ended.get());
    }

    @Test
    public void aLoopThatNeverHadAnythingToDoEndsAtOnce() {
        Loop loop = Loop.of("test");
        loop.finish(Duration.ofSeconds(10));
        assertTrue(loop.isClosed());
        Loop.of("test").close();
    }

    @Test
    public void aClosedLoopInterruptsItsRound() throws Exception {
        var begun = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        Loop loop = Loop.alone("test");
        loop.execute(() -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        });
        assertTrue(begun.await(10, TimeUnit.SECONDS));
        loop.close();
        assertTrue(interrupted.await(10, TimeUnit.SECONDS));
    }

    /** Its bundle has gone meanwhile, with its classes. */
    @Test
    public void whatFailsAfterTheEndIsNoError() throws Exception {
        var begun = new CountDownLatch(1);
        Loop loop = noted();
        loop.every(SOON, () -> {
            begun.countDown();
            waitFor(new CountDownLatch(1));
            throw new NoClassDefFoundError("as a test has it");
        });
        assertTrue(begun.await(60, TimeUnit.SECONDS));
        loop.close();
        await(() -> !levels.isEmpty());
        assertEquals(List.of("debug"), levels);
    }

    @Test
    public void whatFailsOfTheLastWorkIsAnError() {
        Loop loop = noted();
        loop.execute(() -> {
            throw new IllegalStateException("as a test has it");
        });
        loop.finish(Duration.ofSeconds(60));
        assertEquals("error", levels.getFirst());
    }

    @Test
    public void workGivenAtOnceIsDoneInItsOrder() {
        var seen = new ArrayList<Integer>();
        Loop loop = Loop.alone("test");
        for (int number = 0; number < 10_000; number++) {
            int next = number;
            loop.execute(() -> seen.add(next));
        }
        loop.finish(Duration.ofSeconds(10));
        assertTrue(seen.equals(IntStream.range(0, 10_000).boxed().toList()));
    }

    @Test
    public void aStrayInterruptEndsNoLoop() throws Exception {
        var again = new CountDownLatch(1);
        try (Loop loop = Loop.alone("test")) {
            loop.execute(() -> Thread.currentThread().interrupt());
            loop.execute(again::countDown);
            assertTrue(again.await(10, TimeUnit.SECONDS));
        }
    }

    @Test
    public void workComesInTheOrderOfItsTime() throws Exception {
        var seen = new StringBuffer();
        var both = new CountDownLatch(2);
        try (Loop loop = Loop.alone("test")) {
            loop.after(Duration.ofMillis(50), () -> append(seen, "late ", both));
            loop.after(Duration.ofMillis(1), () -> append(seen, "early ", both));
            assertTrue(both.await(10, TimeUnit.SECONDS));
        }
        assertEquals("early late ", seen.toString());
    }

    private Loop noted() {
        var log = (Logger) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Logger.class},
                (_, method, _) -> {
                    levels.add(method.getName());
                    return null;
                });
        return new Loop(new Progress("test", Need.OTHER, Duration.ofMinutes(1), log), false);
    }

    private static void append(StringBuffer seen, String word, CountDownLatch done) {
        seen.append(word);
        done.countDown();
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertTrue("not within a minute", System.nanoTime() < end);
            Thread.onSpinWait();
        }
    }
}

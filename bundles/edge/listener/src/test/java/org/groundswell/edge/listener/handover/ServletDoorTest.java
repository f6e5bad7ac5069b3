package org.groundswell.edge.listener.handover;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Test;

public class ServletDoorTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private final ServletDoor door = new ServletDoor();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @After
    public void stop() {
        threads.shutdownNow();
    }

    @Test
    public void whoeverIsInsideComesOutBeforeItIsHeld() throws Exception {
        assertNull(door.enter());
        var held = CompletableFuture.supplyAsync(() -> hold(LONG), threads);
        door.leave();
        assertTrue(held.get(30, TimeUnit.SECONDS));
    }

    @Test
    public void whoeverDoesNotComeOutIsNotWaitedForForEver() throws Exception {
        assertNull(door.enter());
        assertFalse(hold(Duration.ofMillis(1)));
        assertFalse(door.isOpen());
        door.release();
        assertTrue(door.isOpen());
        assertNull("others may come in again", door.enter());
    }

    @Test
    public void whoeverWaitsIsLetInWhenNothingCameOfIt() throws Exception {
        assertTrue(hold(LONG));
        var waiting = CompletableFuture.supplyAsync(this::enter, threads);
        assertFalse(waiting.isDone());
        door.release();
        assertEquals(Optional.empty(), waiting.get(30, TimeUnit.SECONDS));
    }

    @Test
    public void whoeverWaitsIsSentOnAndSoIsWhoeverComesLater() throws Exception {
        assertTrue(hold(LONG));
        var waiting = CompletableFuture.supplyAsync(this::enter, threads);
        var onward = new Onward(1, "secret");
        door.sendOn(onward);
        assertSame(onward, waiting.get(30, TimeUnit.SECONDS).orElseThrow());
        assertSame(onward, door.enter());
    }

    private boolean hold(Duration longest) {
        try {
            return door.hold(longest);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Optional<Onward> enter() {
        try {
            return Optional.ofNullable(door.enter());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}

package org.groundswell.edge.listener.leaving;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.felix.hc.api.Result;
import org.junit.Test;

public class DrainCommandTest {
    private final Departure departure = new Departure();
    private final AtomicInteger checks = new AtomicInteger();
    private final DrainCommand command = new DrainCommand(departure, checks::incrementAndGet);

    @Test
    public void balancersAreToldFirstThenStreamsAndThenItWaitsForRequests() throws Exception {
        assertEquals(Result.Status.OK, new DrainCheck(departure).execute().getStatus());
        departure.came();
        var moved = new CompletableFuture<Boolean>();
        departure.onMove(() -> moved.complete(departure.hasBegun()));
        var said = new CompletableFuture<String>();
        Thread.ofVirtual().start(() -> {
            try {
                said.complete(command.drain(0));
            } catch (Exception e) {
                said.completeExceptionally(e);
            }
        });
        assertTrue("streams end after balancers were told", moved.get(60, TimeUnit.SECONDS));
        assertEquals("the check is there", 1, checks.get());
        assertEquals(Result.Status.TEMPORARILY_UNAVAILABLE, new DrainCheck(departure).execute().getStatus());
        assertFalse("somebody still waits for an answer", said.isDone());
        departure.went();
        assertTrue(said.get(60, TimeUnit.SECONDS).contains("nothing is under way"));
    }

    @Test
    public void aListenerThatHasEndedIsNotAskedAgain() throws Exception {
        departure.onMove(() -> {
            throw new AssertionError("it has ended");
        }).run();
        assertTrue(command.drain(0).startsWith("Drained"));
    }

    @Test
    public void oddTimesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> command.drain(-1));
        assertThrows(IllegalArgumentException.class, () -> command.drain(601));
        assertFalse(departure.hasBegun());
        assertEquals(0, checks.get());
    }
}

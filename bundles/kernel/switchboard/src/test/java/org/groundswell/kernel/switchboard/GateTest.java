package org.groundswell.kernel.switchboard;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.groundswell.kernel.api.ports.PortUnavailableException;
import org.junit.Test;

public class GateTest {
    /** One for all tries: a test that failed is tried again with what it failed with. */
    private static final long SEED = Long.getLong("groundswell.seed", System.nanoTime());
    private static final long LONG = TimeUnit.SECONDS.toNanos(20);
    private final Gate gate = Fake.gate("test", LONG, 100);

    /** A provider that knows whether it was put away. */
    private static final class Provider {
        private final AtomicBoolean gone = new AtomicBoolean();

        void call() {
            if (gone.get()) {
                throw new IllegalStateException("called after it had left");
            }
            Thread.yield();
            if (gone.get()) {
                throw new IllegalStateException("left while it was called");
            }
        }
    }

    @Test
    public void aCallWaitsForTheNextProvider() throws Exception {
        var got = new CompletableFuture<Object>();
        Thread.ofVirtual().start(() -> {
            Gate.Entry entry = gate.enter();
            got.complete(entry.inFlight().provider());
            gate.leave(entry);
        });
        assertFalse(got.isDone());
        var provider = new Object();
        gate.open(provider);
        assertSame(provider, got.get(60, TimeUnit.SECONDS));
    }

    @Test
    public void aProviderLeavesAfterItsLastCall() throws Exception {
        var provider = new Object();
        gate.open(provider);
        Gate.Entry entry = gate.enter();
        var closed = new CompletableFuture<Integer>();
        Thread.ofVirtual().start(() -> closed.complete(gate.close(provider, LONG)));
        while (gate.isOpen()) {
            Thread.onSpinWait();
        }
        assertFalse("a call is inside", closed.isDone());
        gate.leave(entry);
        assertEquals(0, (int) closed.get(60, TimeUnit.SECONDS));
    }

    @Test
    public void aCallThatNeverReturnsIsCutOff() {
        var provider = new Object();
        gate.open(provider);
        var inside = new CountDownLatch(1);
        Thread.ofVirtual().start(() -> {
            gate.enter();
            inside.countDown();
        });
        while (inside.getCount() > 0) {
            Thread.onSpinWait();
        }
        assertEquals(1, gate.close(provider, TimeUnit.MILLISECONDS.toNanos(20)));
    }

    @Test
    public void nobodyWaitsForEverOrInAnyNumber() throws Exception {
        var brief = Fake.gate("brief", TimeUnit.MILLISECONDS.toNanos(5), 1);
        assertTrue(assertThrows(PortUnavailableException.class, brief::enter).getMessage().contains("for 5 ms"));
        var full = Fake.gate("full", LONG, 0);
        assertTrue(assertThrows(PortUnavailableException.class, full::enter).getMessage().contains("too many"));
    }

    @Test
    public void changedLimitsCountAtTheNextCall() {
        var limits = new AtomicReference<>(new Limits(1, 2, 0));
        var changing = new Gate("changing", limits::get, () -> false);
        assertTrue(assertThrows(PortUnavailableException.class, changing::enter).getMessage().contains("too many"));
        limits.set(new Limits(TimeUnit.MILLISECONDS.toNanos(7), LONG, 1));
        assertTrue(assertThrows(PortUnavailableException.class, changing::enter).getMessage().contains("for 7 ms"));
        assertEquals(TimeUnit.MILLISECONDS.toNanos(7), changing.holdNanos());
        assertTrue(assertThrows(IllegalArgumentException.class, () -> new Limits(2, 2, 1)).getMessage()
                .contains("holdMillis: expected less than drainMillis"));
    }

    @Test
    public void aProviderMayCallItselfWhileItIsLeaving() {
        var provider = new Object();
        gate.open(provider);
        Gate.Entry outer = gate.enter();
        // It stops itself from inside a call, and calls itself once more.
        assertEquals(0, gate.close(provider, LONG));
        Gate.Entry inner = gate.enter();
        assertSame(provider, inner.inFlight().provider());
        gate.leave(inner);
        gate.leave(outer);
        assertEquals(0, outer.inFlight().inside());
    }

    @Test
    public void whoeverClosedTheDoorIsNotMadeToWaitAtIt() throws Exception {
        var provider = new Object();
        gate.open(provider);
        assertEquals(0, gate.close(provider, LONG));
        assertThrows(PortUnavailableException.class, gate::enter);
        var waiting = new CompletableFuture<Object>();
        Thread.ofVirtual().start(() -> waiting.complete(gate.enter().inFlight().provider()));
        gate.open(provider);
        assertSame("others wait", provider, waiting.get(60, TimeUnit.SECONDS));
        assertSame("when it is open it is open", provider, gate.enter().inFlight().provider());
    }

    @Test
    public void aThreadThatStopsABundlePassesOrFailsAtOnce() {
        var limits = new Limits(LONG - 1, LONG, 100);
        var stopping = new AtomicBoolean(true);
        var door = new Gate("stopping", () -> limits, stopping::get);
        assertThrows(PortUnavailableException.class, door::enter);
        var provider = new Object();
        door.open(provider);
        assertSame(provider, door.enter().inFlight().provider());
    }

    @Test
    public void anOldProviderCannotCloseTheDoorOfTheNextOne() {
        var old = new Object();
        var next = new Object();
        gate.open(old);
        gate.open(next);
        assertEquals(0, gate.close(old, LONG));
        assertTrue(gate.isOpen());
    }

    @Test
    public void underRandomSwapsNoCallIsLostOrMeetsAProviderThatHasLeft() throws Exception {
        System.out.println("GateTest: repeat with -Dgroundswell.seed=" + SEED);
        var random = new Random(SEED);
        var over = new AtomicBoolean();
        var calls = new AtomicInteger();
        var provider = new Provider();
        gate.open(provider);
        try (var threads = Executors.newFixedThreadPool(4)) {
            var callers = new ArrayList<Future<?>>();
            for (int i = 0; i < 4; i++) {
                callers.add(threads.submit(() -> {
                    while (!over.get()) {
                        Gate.Entry entry = gate.enter();
                        try {
                            ((Provider) entry.inFlight().provider()).call();
                            calls.incrementAndGet();
                        } finally {
                            gate.leave(entry);
                        }
                    }
                }));
            }
            for (int swap = 0; swap < 2_000; swap++) {
                assertEquals(0, gate.close(provider, LONG));
                provider.gone.set(true);
                for (int spin = random.nextInt(200); spin > 0; spin--) {
                    Thread.onSpinWait();
                }
                provider = new Provider();
                gate.open(provider);
            }
            over.set(true);
            for (Future<?> caller : callers) {
                caller.get(30, TimeUnit.SECONDS);
            }
        }
        assertTrue("calls were passed", calls.get() > 0);
    }
}

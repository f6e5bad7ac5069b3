package org.groundswell.donations.service.giving;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Test;

public class KeyedLockTest {
    private static final int CALLS = 2000;
    private final KeyedLock lock = new KeyedLock();

    @Test
    public void differentKeysAreAllInsideAtTheSameTime() throws Exception {
        var inside = new CountDownLatch(CALLS);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = new ArrayList<Future<Boolean>>();
            for (int i = 0; i < CALLS; i++) {
                String key = "key " + i;
                calls.add(callers.submit(() -> lock.alone(key, () -> {
                    inside.countDown();
                    return awaited(inside);
                })));
            }
            for (Future<Boolean> call : calls) {
                assertTrue("one key waited for another", call.get());
            }
        }
        assertEquals(0, lock.size());
    }

    @Test
    public void oneKeyIsInsideOnce() throws Exception {
        var inside = new AtomicInteger();
        var most = new AtomicInteger();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = new ArrayList<Future<Integer>>();
            for (int i = 0; i < CALLS; i++) {
                calls.add(callers.submit(() -> lock.alone("key", () -> {
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    Thread.yield();
                    return inside.decrementAndGet();
                })));
            }
            for (Future<Integer> call : calls) {
                assertEquals(0, call.get().intValue());
            }
        }
        assertEquals(1, most.get());
        assertEquals(0, lock.size());
    }

    @Test
    public void isFreeAfterAFailure() {
        assertThrows(IllegalStateException.class, () -> lock.alone("key", () -> {
            throw new IllegalStateException("on purpose");
        }));
        assertEquals("next", lock.alone("key", () -> "next"));
        assertEquals(0, lock.size());
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

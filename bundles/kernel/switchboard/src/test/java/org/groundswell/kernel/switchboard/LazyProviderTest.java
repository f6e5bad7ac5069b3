package org.groundswell.kernel.switchboard;

import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.Test;

public class LazyProviderTest {

    @Test
    public void anErrorWhileAProviderIsMadeIsNotTheEndOfItsPort() {
        var attempts = new AtomicInteger();
        LazyProvider lazyProvider = Fake.lazyProvider(() -> {
            if (attempts.incrementAndGet() <= 2) {
                throw new StackOverflowError("deep");
            }
            return "made";
        }, null);
        assertNull(lazyProvider.get());
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (lazyProvider.get() == null) {
            assertTrue("never made", System.nanoTime() < end);
            Thread.onSpinWait();
        }
        lazyProvider.release();
    }

    @Test
    public void aProviderIsMadeInItsOwnContextNotInItsCallers() {
        var seen = new AtomicReference<ClassLoader>();
        var its = new ClassLoader() { };
        LazyProvider lazyProvider = Fake.lazyProvider(Fake.bundle("org.example", 7, its), () -> {
            seen.set(Thread.currentThread().getContextClassLoader());
            return "made";
        }, null);
        ClassLoader own = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(new ClassLoader() { });
        try {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (lazyProvider.get() == null) {
                assertTrue("never made", System.nanoTime() < end);
                Thread.onSpinWait();
            }
        } finally {
            Thread.currentThread().setContextClassLoader(own);
        }
        assertSame(its, seen.get());
        lazyProvider.release();
    }
}

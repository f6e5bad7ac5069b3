package org.groundswell.kernel.keeper.jars;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.wiring.BundleRevision;

/** What a bundle does while it starts has a limit. */
public class LifecycleTest {
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    public void whatComesToItsEndIsDoneOnAThreadOfOurs() throws Exception {
        assertTrue(Lifecycle.run("it", LONG, Lifecycle::isOurs));
        assertFalse(Lifecycle.isOurs());
    }

    @Test
    public void whatIsThrownIsTold() {
        var cause = assertThrows(BundleException.class, () -> Lifecycle.run("it", LONG, () -> {
            throw new NoClassDefFoundError("org/example/Missing");
        }));
        assertTrue(cause.getMessage(), cause.getMessage().contains("org/example/Missing"));
        var own = new BundleException("no activator");
        assertEquals(own, assertThrows(BundleException.class, () -> Lifecycle.run("it", LONG, () -> {
            throw own;
        })));
    }

    @Test
    public void whatHangsIsInterruptedAndNamed() throws Exception {
        var interrupted = new CountDownLatch(1);
        var hangs = assertThrows(BundleException.class, () -> Lifecycle.run("the start of a", SHORT, () -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return null;
        }));
        interrupted.await();
        assertTrue(hangs.getMessage(), hangs.getMessage().startsWith("the start of a did not come to its end within 50"
                + " ms; it was at org.groundswell.kernel.keeper.jars.LifecycleTest"));
    }

    @Test
    public void aBundleIsToBlameOnlyWhereItStandsItself() {
        var forEver = new CountDownLatch(1);
        Runnable hang = () -> {
            try {
                forEver.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        assertEquals(BundleException.class, assertThrows(BundleException.class,
                () -> Lifecycle.start(bundle(hang, true), SHORT)).getClass());
        assertThrows(HeldUpException.class, () -> Lifecycle.start(bundle(hang, false), SHORT));
        Runnable stuck = () -> {
            while (forEver.getCount() > 0) {
                Thread.onSpinWait();
            }
        };
        var stays = assertThrows(StuckException.class, () -> Lifecycle.start(bundle(stuck, true), SHORT));
        assertTrue(stays.getMessage(), stays.getMessage().endsWith("and stays there, although it was interrupted"));
        forEver.countDown();
    }

    @Test
    public void whoeverIsInterruptedWhileItWaitsInterruptsTheStepAndStaysInterrupted() throws Exception {
        var inside = new CountDownLatch(1);
        var outcome = new AtomicReference<Boolean>();
        Thread waiting = Thread.ofPlatform().start(() -> {
            assertThrows(BundleException.class, () -> Lifecycle.run("it", LONG, () -> {
                inside.countDown();
                new CountDownLatch(1).await();
                return null;
            }));
            outcome.set(Thread.currentThread().isInterrupted());
        });
        inside.await();
        waiting.interrupt();
        waiting.join();
        assertTrue(outcome.get());
    }

    /** @param ours whether it says that the classes of this test are its own */
    private static Bundle bundle(Runnable start, boolean ours) {
        return (Bundle) Proxy.newProxyInstance(Bundle.class.getClassLoader(), new Class<?>[] {Bundle.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "start" -> {
                        start.run();
                        yield null;
                    }
                    case "adapt" -> arguments[0] == BundleRevision.class ? revision() : null;
                    case "getSymbolicName" -> "org.example.a";
                    case "getEntry" -> ours && arguments[0].toString().contains("LifecycleTest")
                            ? entry() : null;
                    default -> null;
                });
    }

    private static URL entry() throws Exception {
        return URI.create("file:/here").toURL();
    }

    private static BundleRevision revision() {
        return (BundleRevision) Proxy.newProxyInstance(Bundle.class.getClassLoader(),
                new Class<?>[] {BundleRevision.class}, (proxy, method, arguments) -> 0);
    }
}

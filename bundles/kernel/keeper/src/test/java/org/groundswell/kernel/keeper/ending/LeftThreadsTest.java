package org.groundswell.kernel.keeper.ending;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleReference;

/** Threads are told by the class loader that they were given. */
public class LeftThreadsTest {

    @Test
    public void threadsWhoseBundleIsGoneHaveItsName() throws Exception {
        var over = new CountDownLatch(1);
        ClassLoader loader = new Loader(bundle());
        // A thread that has only begun has nothing of ours in its stack yet.
        var begun = new CountDownLatch(3);
        for (int i = 0; i < 3; i++) {
            Thread left = Thread.ofPlatform().daemon().unstarted(() -> await(begun, over));
            left.setContextClassLoader(loader);
            left.start();
        }
        assertTrue("the threads run", begun.await(30, TimeUnit.SECONDS));
        var threads = new LeftThreads();
        assertEquals("nothing was taken away", List.of(), threads.now());
        threads.left(bundle(), List.of());
        List<LeftThreads.Left> left = threads.now();
        assertEquals(1, left.size());
        assertEquals("org.example.litter", left.getFirst().bundle());
        assertEquals(3, left.getFirst().threads());
        assertTrue(left.getFirst().place(), left.getFirst().place().contains("LeftThreadsTest"));
        over.countDown();
    }

    /** Loops that most bundles carry inside are not those of the one that went. */
    @Test
    public void aPackageThatOthersHaveTooSaysNothing() throws Exception {
        var over = new CountDownLatch(1);
        var begun = new CountDownLatch(1);
        Thread ofAnother = Thread.ofPlatform().daemon().unstarted(() -> await(begun, over));
        ofAnother.setContextClassLoader(null);
        ofAnother.start();
        assertTrue("the thread runs", begun.await(30, TimeUnit.SECONDS));
        for (boolean isCarriedByAnother : new boolean[] {false, true}) {
            var threads = new LeftThreads();
            threads.came(bundle());
            threads.left(bundle(), isCarriedByAnother ? List.of(bundle()) : List.of());
            assertEquals(isCarriedByAnother, threads.now().isEmpty());
        }
        over.countDown();
    }

    private static void await(CountDownLatch begun, CountDownLatch over) {
        begun.countDown();
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Bundle bundle() {
        return (Bundle) Proxy.newProxyInstance(Bundle.class.getClassLoader(), new Class<?>[] {Bundle.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getSymbolicName" -> "org.example.litter";
                    case "getBundleId" -> 77L;
                    case "findEntries" -> Collections.enumeration(List.of(
                            URI.create("file:/" + LeftThreadsTest.class.getName().replace('.', '/') + ".class").toURL()));
                    default -> null;
                });
    }

    /** As the framework's own: it knows its bundle. */
    private static final class Loader extends ClassLoader implements BundleReference {
        private final Bundle bundle;

        Loader(Bundle bundle) {
            this.bundle = bundle;
        }

        @Override
        public Bundle getBundle() {
            return bundle;
        }
    }
}

package org.groundswell.kernel.keeper.ending;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.net.URI;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.groundswell.kernel.keeper.Fake;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleReference;

/** Whose objects fill the heap. */
public class HeapHoldersTest {
    private static final String HISTOGRAM = """
             num     #instances         #bytes  class name (module)
            -------------------------------------------------------
               1:        500000       60000000  [B (java.base@25)
               2:       1000000       24000000  org.example.hog.Leak
               3:           100        8000000  [Lorg.example.hog.Leak;
               4:        200000        9000000  org.example.calm.Row
               5:        100000        4000000  java.lang.String (java.base@25)
               6:             1             16  org.example.calm.Page
            Total       1900101      105000016
            """;

    private final HeapHolders holders = new HeapHolders(Fake.of(BundleContext.class, (method, arguments) ->
            new Bundle[] {bundle(1, "hog"), bundle(2, "calm")}));

    @Test
    public void theBundleWithMostOfItIsNamed() {
        Optional<HeapHolders.Holder> holder = holders.byObjects(HISTOGRAM, 10_000_000);
        assertEquals("org.example.hog", holder.orElseThrow().bundle());
        assertEquals("org.example.hog has 32 MB of it in objects of its classes, most of them of org.example.hog.Leak",
                holder.get().words());
    }

    @Test
    public void nobodyIsNamedForALittle() {
        assertEquals(Optional.empty(), holders.byObjects(HISTOGRAM, 40_000_000));
        assertEquals(Optional.empty(), holders.byObjects("", 0));
    }

    @Test
    public void theVirtualMachinesOwnHistogramIsRead() {
        // Every class of everybody is this bundle's.
        var all = new HeapHolders(Fake.of(BundleContext.class, (method, arguments) -> new Bundle[] {bundle(3, "")}));
        var ours = new Row[300_000];
        for (int i = 0; i < ours.length; i++) {
            ours[i] = new Row(i, i);
        }
        Optional<HeapHolders.Holder> holder = all.find(Long.MAX_VALUE / 8);
        assertEquals("too little", Optional.empty(), holder);
        assertTrue(all.find(4_000_000).orElseThrow().words().contains(Row.class.getName()));
        assertEquals(300_000, ours.length);
    }

    @Test
    public void aThreadIsNamedForWhatItAskedForLatelyAndNotForSure() throws Exception {
        var busy = new Busy();
        var threads = new HeapHolders(Fake.of(BundleContext.class, (method, arguments) -> new Bundle[] {busy.bundle}));
        try {
            busy.asksFor(40_000_000);
            threads.look();
            threads.look();
            assertEquals("all that is long gone", Optional.empty(), threads.find(40_000_000));
            busy.asksFor(40_000_000);
            HeapHolders.Holder holder = threads.find(40_000_000).orElseThrow();
            assertEquals("org.example.busy", holder.bundle());
            assertTrue(holder.words(), holder.words().contains("has a thread 'busy' that has asked for 4"));
            assertFalse(holder.sure());
            threads.look();
            assertTrue("a look may have come in between", threads.find(40_000_000).isPresent());
        } finally {
            busy.end();
        }
    }

    @Test
    public void objectsSpeakLouderThanThreads() throws Exception {
        var busy = new Busy();
        var all = new HeapHolders(Fake.of(BundleContext.class, (method, arguments) ->
                new Bundle[] {bundle(3, ""), busy.bundle}));
        try {
            var ours = new Row[300_000];
            for (int i = 0; i < ours.length; i++) {
                ours[i] = new Row(i, i);
            }
            all.look();
            busy.asksFor(40_000_000);
            HeapHolders.Holder holder = all.find(40_000_000).orElseThrow();
            assertEquals("org.example.", holder.bundle());
            assertTrue(holder.sure());
            assertEquals(300_000, ours.length);
        } finally {
            busy.end();
        }
    }

    /** A bundle with no classes and one thread, which keeps nothing of what it asks for. */
    private static final class Busy {
        private final Bundle bundle = bundle(4, "busy");
        private final BlockingQueue<Integer> wishes = new LinkedBlockingQueue<>();
        private final BlockingQueue<Integer> granted = new LinkedBlockingQueue<>();
        private final Thread thread;

        Busy() {
            thread = Thread.ofPlatform().name("busy").unstarted(this::run);
            thread.setContextClassLoader(new Loader(bundle));
            thread.start();
        }

        void asksFor(int bytes) throws InterruptedException {
            wishes.put(bytes);
            granted.take();
        }

        void end() throws InterruptedException {
            wishes.put(0);
            thread.join();
        }

        private void run() {
            try {
                for (int bytes = wishes.take(); bytes > 0; bytes = wishes.take()) {
                    granted.put(new byte[bytes].length);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

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

    private record Row(long one, long two) {
    }

    private static Bundle bundle(long id, String part) {
        return Fake.of(Bundle.class, (method, arguments) -> switch (method) {
            case "getBundleId" -> id;
            case "getLocation" -> "groundswell:" + part;
            case "getSymbolicName" -> "org.example." + part;
            case "getEntry" -> part.isEmpty() || ((String) arguments[0]).contains(part)
                    ? URI.create("file:/here").toURL() : null;
            default -> null;
        });
    }
}

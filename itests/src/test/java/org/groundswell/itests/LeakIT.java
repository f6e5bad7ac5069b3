package org.groundswell.itests;

import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.inject.Inject;
import javax.management.ObjectName;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/** After thirty swaps of each bundle everything that was counted before is as many as before. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class LeakIT {
    private static final int SWAPS = 30;
    private static final int WARM_UP = 12;
    /** One generation of one bundle was still held in one of two runs; a leak would be thousands of them. */
    private static final int LOADERS_MORE = 1;
    /** Threads of pools and caches that come and go by themselves. */
    private static final int THREADS_MORE = 15;
    private static final int FILES_MORE = 15;
    private static final long HEAP_MORE = 20_000_000;
    private static final Pattern LOADERS = Pattern.compile(
            "\\s*\\d+:\\s+(\\d+)\\s+\\d+\\s+org\\.apache\\.felix\\.framework\\.BundleWiringImpl\\$BundleClassLoader\\b.*");
    /** Commands of people, which no call of a visitor passes through: hundreds of swaps of them would say little. */
    private static final Set<String> COMMANDS = Set.of("org.groundswell.pages.export", "org.groundswell.kernel.shell",
            "org.groundswell.stress", "org.groundswell.kernel.doctor");

    @Inject
    private BundleContext context;

    @Configuration
    public Option[] node() throws Exception {
        return ContainerNode.shipped("leak");
    }

    /** What must not grow. */
    private record Count(long loaders, int threads, long files, long heap) {
    }

    @Test
    public void nothingOfABundleThatWasReplacedStays() throws Exception {
        var visitor = new Visitor("http://127.0.0.1:" + context.getProperty(ContainerNode.PORT));
        Await.until("the site takes donations", () -> visitor.get("/readyz/give").status() == 200);
        // It keeps a jar of each version and would be busy with all of these for hours.
        ContainerNode.installed(context, "org.groundswell.kernel.keeper").stop();
        List<String> swapped = ContainerNode.replaceable(context).stream().filter(name -> !COMMANDS.contains(name)).toList();
        swapAll(swapped, WARM_UP, visitor);
        Count before = count();
        swapAll(swapped, SWAPS, visitor);
        // What was in use a moment ago (a cached result, a thread on its way out) may go in its own time, but it goes.
        var last = new AtomicReference<Count>();
        Await.until("no more class loaders than before: " + before, () -> {
            last.set(count());
            return last.get().loaders() <= before.loaders() + LOADERS_MORE;
        });
        Count after = last.get();
        System.out.println("LeakIT: before " + before + ", after " + SWAPS + " swaps of " + swapped.size()
                + " bundles " + after);
        assertTrue("threads: " + before + " " + after, after.threads() <= before.threads() + THREADS_MORE);
        assertTrue("files: " + before + " " + after, after.files() <= before.files() + FILES_MORE);
        assertTrue("heap: " + before + " " + after, after.heap() <= before.heap() + HEAP_MORE);
    }

    private void swapAll(List<String> swapped, int times, Visitor visitor) throws Exception {
        for (String name : swapped) {
            Bundle bundle = ContainerNode.installed(context, name);
            Path jar = Path.of(URI.create(bundle.getLocation()));
            for (int i = 0; i < times; i++) {
                update(bundle, jar);
                if (i % 100 == 0) {
                    // Calls go through every port on the way.
                    give(visitor, name);
                }
            }
        }
        Await.until("everything is back", () -> visitor.get("/readyz/give").status() == 200);
    }

    /** One that fails says what the framework's threads wait for: which of them hangs is gone with the process. */
    private static void give(Visitor visitor, String swapped) throws Exception {
        try {
            assertTrue(visitor.give("5", "Patient", "pay").body().contains("Thank you!"));
        } catch (IllegalStateException | AssertionError | IOException e) {
            ThreadDump.keep("LeakIT", "org.apache.felix");
            // Without its cause: of a chain of them Pax Exam tells the last only.
            throw new AssertionError("a gift after " + swapped + " was replaced: " + e.getMessage().lines().findFirst()
                    .orElse(""));
        }
    }

    private static void update(Bundle bundle, Path jar) throws IOException {
        try (InputStream in = Files.newInputStream(jar)) {
            bundle.update(in);
        } catch (BundleException e) {
            // Felix gives a start up whose locks cross those of another thread; the keeper, who is away, would go back.
            System.out.println("LeakIT: " + bundle.getSymbolicName() + " is started once more: " + e.getMessage());
            Await.until(bundle.getSymbolicName() + " is started", () -> {
                bundle.start();
                return bundle.getState() == Bundle.ACTIVE;
            });
        }
    }

    private static Count count() throws Exception {
        var memory = ManagementFactory.getMemoryMXBean();
        long loaders = Long.MAX_VALUE;
        long heap = Long.MAX_VALUE;
        // What is only softly or by a cleaner reachable needs more than one round.
        for (int round = 0; round < 5; round++) {
            System.gc();
            heap = Math.min(heap, memory.getHeapMemoryUsage().getUsed());
            loaders = Math.min(loaders, loaders());
        }
        return new Count(loaders, ManagementFactory.getThreadMXBean().getThreadCount(), openFiles(), heap);
    }

    /** From a walk over the heap. */
    private static long loaders() throws Exception {
        String histogram = (String) ManagementFactory.getPlatformMBeanServer().invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"), "gcClassHistogram",
                new Object[] {new String[0]}, new String[] {String[].class.getName()});
        long loaders = 0;
        for (String line : histogram.lines().toList()) {
            Matcher matcher = LOADERS.matcher(line);
            if (matcher.matches()) {
                loaders += Long.parseLong(matcher.group(1));
            }
        }
        assertTrue("the histogram shows bundles", loaders > 0);
        return loaders;
    }

    private static long openFiles() throws IOException {
        try (var files = Files.list(Path.of("/proc/self/fd"))) {
            return files.count();
        }
    }
}

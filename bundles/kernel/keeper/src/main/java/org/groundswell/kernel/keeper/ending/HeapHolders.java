package org.groundswell.kernel.keeper.ending;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;
import org.groundswell.kernel.keeper.jars.JarStore;
import org.groundswell.kernel.keeper.jars.Lifecycle;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which bundle has most of the heap, as far as that can be told in a moment: by the objects of its classes; where they
 * say nothing, by a thread of it that has asked for a lot lately.
 */
public final class HeapHolders {
    private static final Logger LOG = LoggerFactory.getLogger(HeapHolders.class);
    /** A class with its objects and their bytes, as {@code jcmd <pid> GC.class_histogram} prints them. */
    private static final Pattern LINE = Pattern.compile("\\s*\\d+:\\s+\\d+\\s+(\\d+)\\s+(?:\\[+L)?([^\\s;]+);?.*");
    /** Below that a class is not worth asking every bundle for it. */
    private static final long SMALL = 500_000;
    /** A bundle with less than this part of the heap is not why it is full. */
    private static final int MUCH = 8;
    private static final long MEGABYTE = 1_000_000;

    private final BundleContext context;
    /** The bytes that each thread had asked for, by its id. */
    private Map<Long, Long> before;
    private Map<Long, Long> last;

    HeapHolders(BundleContext context) {
        this.context = context;
        this.last = asked();
        this.before = last;
    }

    /**
     * Who has it.
     *
     * @param words what it has, in words
     * @param sure whether it has that now: what a thread has asked for may be gone
     */
    public record Holder(String bundle, String words, boolean sure) {
    }

    /** What each thread has asked for by now is not why the heap is full later. */
    synchronized void look() {
        before = last;
        last = asked();
    }

    /** @param heap the bytes that there are */
    Optional<Holder> find(long heap) {
        return byObjects(histogram(), heap / MUCH).or(() -> byThreads(heap / 2));
    }

    private static Map<Long, Long> asked() {
        var asked = new HashMap<Long, Long>();
        if (ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads) {
            long[] all = threads.getAllThreadIds();
            long[] bytes = threads.getThreadAllocatedBytes(all);
            for (int i = 0; i < all.length; i++) {
                asked.put(all[i], bytes[i]);
            }
        }
        return asked;
    }

    /** The look before the last one: that one may have been a moment ago. */
    private synchronized Map<Long, Long> before() {
        return before;
    }

    /** @param least bytes of a bundle's objects that are worth a word */
    Optional<Holder> byObjects(String histogram, long least) {
        var bytes = new HashMap<String, Long>();
        var largest = new HashMap<String, String>();
        histogram.lines().map(LINE::matcher).filter(Matcher::matches).forEach(line -> {
            long size = Long.parseLong(line.group(1));
            String name = line.group(2);
            if (size >= SMALL && name.indexOf('.') > 0 && !name.startsWith("java.") && !name.startsWith("jdk.")) {
                owner(name).ifPresent(bundle -> {
                    bytes.merge(bundle, size, Long::sum);
                    largest.putIfAbsent(bundle, name);
                });
            }
        });
        return bytes.entrySet().stream().max(Map.Entry.comparingByValue()).filter(most -> most.getValue() >= least)
                .map(most -> new Holder(most.getKey(), most.getKey() + " has " + most.getValue() / MEGABYTE
                        + " MB of it in objects of its classes, most of them of " + largest.get(most.getKey()), true));
    }

    private Optional<String> owner(String className) {
        String path = className.replace('.', '/') + ".class";
        return Arrays.stream(context.getBundles()).filter(bundle -> bundle.getBundleId() != 0
                && bundle.getEntry(path) != null).map(Bundle::getSymbolicName).findFirst();
    }

    private Optional<Holder> byThreads(long least) {
        if (!(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads)) {
            return Optional.empty();
        }
        Map<Long, Long> then = before();
        return Thread.getAllStackTraces().entrySet().stream()
                .map(each -> new Greedy(each.getKey(), each.getValue(),
                        threads.getThreadAllocatedBytes(each.getKey().threadId())
                                - then.getOrDefault(each.getKey().threadId(), 0L)))
                .filter(each -> each.bytes() >= least).sorted(Comparator.comparing(Greedy::bytes).reversed())
                .flatMap(each -> each.bundle(shipped()).map(bundle -> new Holder(bundle, each.words(bundle), false)).stream())
                .findFirst();
    }

    /** A thread and what it has asked for lately; much of that may be gone. */
    private record Greedy(Thread thread, StackTraceElement[] stack, long bytes) {

        /** Whose thread it is: one of the node's own may have asked for as much in all its days. */
        Optional<String> bundle(Set<Bundle> shipped) {
            return owner(thread.getClass().getClassLoader()).or(() -> owner(thread.getContextClassLoader()))
                    .filter(bundle -> !shipped.contains(bundle)).map(Bundle::getSymbolicName);
        }

        private static Optional<Bundle> owner(ClassLoader loader) {
            return loader instanceof BundleReference reference ? Optional.ofNullable(reference.getBundle())
                    : Optional.empty();
        }

        String words(String bundle) {
            return bundle + " has a thread '" + thread.getName() + "' that has asked for " + bytes / MEGABYTE
                    + " MB of it lately, and is at " + Lifecycle.place(stack);
        }
    }

    private Set<Bundle> shipped() {
        var shipped = new HashSet<Bundle>();
        for (Bundle bundle : context.getBundles()) {
            if (JarStore.shipped(bundle).isPresent()) {
                shipped.add(bundle);
            }
        }
        return shipped;
    }

    private static String histogram() {
        try {
            // With what is not reachable any more: to tell that apart takes another full collection.
            return (String) ManagementFactory.getPlatformMBeanServer().invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"), "gcClassHistogram",
                    new Object[] {new String[] {"-all"}}, new String[] {String[].class.getName()});
        } catch (JMException | RuntimeException e) {
            LOG.warn("What the heap is full of cannot be told: {}", e.toString());
            return "";
        }
    }
}

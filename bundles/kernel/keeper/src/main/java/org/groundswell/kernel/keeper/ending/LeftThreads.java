package org.groundswell.kernel.keeper.ending;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.groundswell.kernel.keeper.jars.Lifecycle;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleReference;
import org.osgi.framework.wiring.BundleWiring;

/**
 * Threads that go on after their bundle was taken away or exchanged. Whose a thread is, its class says, or the class
 * loader that it was given when it was made, or else the classes in its stack. Thread-safe.
 */
final class LeftThreads {
    private final ThreadMXBean times = ManagementFactory.getThreadMXBean();
    /** Packages of the bundles that have come in this run, by id: of one that is gone nobody can ask any more. */
    private final Map<Long, Set<String>> packages = new ConcurrentHashMap<>();
    /** Who had the classes of a package, of the bundles that were taken away in this run. */
    private final Map<String, String> gone = new ConcurrentHashMap<>();
    /** Whether anything went or was exchanged at all: without that there is nothing to look for. */
    private volatile boolean changed;

    /**
     * What a bundle has left.
     *
     * @param place where one of the threads is now
     * @param used of the processor, by all of them together
     */
    record Left(String bundle, int threads, String place, Duration used) {
    }

    /**
     * A bundle is not there any more.
     *
     * @param others that are there: a package that one of them has, too, because both carry it inside, says nothing
     */
    void left(Bundle bundle, Collection<Bundle> others) {
        changed = true;
        Set<String> had = packages.remove(bundle.getBundleId());
        if (had != null) {
            had.stream().filter(name -> others.stream().noneMatch(each -> has(each, name)))
                    .forEach(name -> gone.put(name, bundle.getSymbolicName()));
        }
    }

    private static boolean has(Bundle bundle, String name) {
        return bundle.findEntries("/" + name.replace('.', '/'), "*.class", false) != null;
    }

    /** A bundle has come, or was exchanged: what runs in its packages is its own. */
    void came(Bundle bundle) {
        changed = true;
        Set<String> has = packages(bundle);
        packages.put(bundle.getBundleId(), has);
        has.forEach(gone::remove);
    }

    List<Left> now() {
        if (!changed) {
            return List.of();
        }
        var threads = new TreeMap<String, List<Map.Entry<Thread, StackTraceElement[]>>>();
        for (var each : Thread.getAllStackTraces().entrySet()) {
            owner(each.getKey(), each.getValue()).ifPresent(name -> threads.computeIfAbsent(name,
                    key -> new ArrayList<>()).add(each));
        }
        return threads.entrySet().stream().map(each -> left(each.getKey(), each.getValue())).toList();
    }

    private Left left(String bundle, List<Map.Entry<Thread, StackTraceElement[]>> threads) {
        long nanos = threads.stream().mapToLong(each -> Math.max(0, times.getThreadCpuTime(each.getKey().threadId())))
                .sum();
        String place = Lifecycle.place(threads.getFirst().getValue());
        return new Left(bundle, threads.size(), place, Duration.ofNanos(nanos));
    }

    /** The bundle whose thread this is, if the bundle is not there any more as it was. */
    private Optional<String> owner(Thread thread, StackTraceElement[] stack) {
        if (thread.getState() == Thread.State.TERMINATED) {
            return Optional.empty();
        }
        return stale(thread.getClass().getClassLoader()).or(() -> stale(thread.getContextClassLoader()))
                .or(() -> Arrays.stream(stack).map(StackTraceElement::getClassName).map(LeftThreads::packageOf)
                        .flatMap(name -> Optional.ofNullable(gone.get(name)).stream()).findFirst());
    }

    /** The name of a loader's bundle, if that is gone or has another loader now. */
    private static Optional<String> stale(ClassLoader loader) {
        if (!(loader instanceof BundleReference reference) || reference.getBundle() == null) {
            return Optional.empty();
        }
        Bundle bundle = reference.getBundle();
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        boolean present = wiring != null && wiring.getClassLoader() == loader;
        return present ? Optional.empty() : Optional.of(bundle.getSymbolicName());
    }

    private static Set<String> packages(Bundle bundle) {
        var classes = bundle.findEntries("/", "*.class", true);
        return classes == null ? Set.of() : Collections.list(classes).stream()
                .map(entry -> entry.getPath().substring(1))
                .filter(path -> path.indexOf('/') > 0)
                .map(path -> path.substring(0, path.lastIndexOf('/')).replace('/', '.')).collect(Collectors.toSet());
    }

    private static String packageOf(String className) {
        int end = className.lastIndexOf('.');
        return end < 0 ? "" : className.substring(0, end);
    }
}

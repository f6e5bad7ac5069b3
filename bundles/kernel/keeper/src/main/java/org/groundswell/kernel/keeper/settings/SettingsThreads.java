package org.groundswell.kernel.keeper.settings;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.groundswell.kernel.keeper.NodeKeeper;
import org.groundswell.kernel.keeper.jars.Lifecycle;
import org.groundswell.shared.loops.Loop;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The two threads on which Configuration Admin tells all components of changed settings. One that does not come out of its
 * constructor with them keeps all others from theirs. Nobody is interrupted: a thread of these that is still interrupted
 * when its bundle has come out ends, and with it all telling. Thread-safe.
 */
@Component(service = SettingsThreads.class, immediate = true)
public final class SettingsThreads {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsThreads.class);
    /** Felix adds what they are at, in parentheses, for as long as they are. */
    private static final List<String> BUSY = List.of("CM Event Dispatcher (", "CM Configuration Updater (");
    private static final Duration PERIOD = Duration.ofMillis(500);
    private static final List<String> PLATFORM = List.of("org.apache.felix.", "org.groundswell.kernel.");

    private final BundleContext context;
    private final Supplier<Duration> limit;
    private final Map<Thread, Task> tasks = new ConcurrentHashMap<>();
    private final Loop loop = Loop.of("settings-threads");

    /**
     * @param name the thread's, with what it is at
     * @param since when that was seen first (nanoTime)
     * @param said whose fault it is that it lasts, for people; "" while it may
     */
    private record Task(String name, long since, String said) {
    }

    @Activate
    public SettingsThreads(BundleContext context, @Reference NodeKeeper keeper) {
        this(context, keeper::startLimit);
        loop.every(PERIOD, this::look);
    }

    /** @param limit a component may take so long with new settings */
    SettingsThreads(BundleContext context, Supplier<Duration> limit) {
        this.context = context;
        this.limit = limit;
    }

    @Deactivate
    void stop() {
        loop.close();
    }

    /** Who keeps settings from all others now, for people. */
    List<String> held() {
        return tasks.values().stream().map(Task::said).filter(said -> !said.isEmpty()).toList();
    }

    void look() {
        List<Thread> busy = threads().filter(thread -> BUSY.stream().anyMatch(thread.getName()::startsWith)).toList();
        tasks.keySet().retainAll(busy);
        busy.forEach(thread -> tasks.merge(thread, new Task(thread.getName(), System.nanoTime(), ""),
                (before, now) -> before.name().equals(now.name()) ? judged(thread, before) : now));
    }

    private Task judged(Thread thread, Task task) {
        if (!task.said().isEmpty() || System.nanoTime() - task.since() < limit.get().toNanos()) {
            return task;
        }
        StackTraceElement[] stack = thread.getStackTrace();
        String said = holder(stack).map(bundle -> bundle.getSymbolicName() + " does not come to its end with new settings ("
                + task.name().replaceFirst("^[^(]*\\(", "").replaceFirst("\\)$", "") + "); it is at " + Lifecycle.place(stack)
                + ". Until it does, no component hears of changed settings. Mend its settings, then restart the node").orElse("");
        if (!said.isEmpty()) {
            LOG.error("{}", said);
        }
        return new Task(task.name(), task.since(), said);
    }

    /** Who was called first, beside what makes and tells components. */
    private Optional<Bundle> holder(StackTraceElement[] stack) {
        return Arrays.asList(stack).reversed().stream().flatMap(frame -> Arrays.stream(context.getBundles())
                .filter(bundle -> PLATFORM.stream().noneMatch(bundle.getSymbolicName()::startsWith)
                        && Lifecycle.isIn(bundle, new StackTraceElement[] {frame}))).findFirst();
    }

    private static Stream<Thread> threads() {
        ThreadGroup root = Thread.currentThread().getThreadGroup();
        while (root.getParent() != null) {
            root = root.getParent();
        }
        // More may be made meanwhile: the two that are looked for were made long ago.
        var all = new Thread[root.activeCount() + 64];
        return Arrays.stream(all, 0, root.enumerate(all));
    }
}

package org.groundswell.kernel.keeper;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.groundswell.kernel.api.keeper.SwapRecord;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.startlevel.BundleStartLevel;

/**
 * Notices bundles that stop or take away others. That is for people and for the keeper; what was shipped with the node
 * and does so, such as its shell, does it for somebody. Thread-safe.
 */
final class Meddlers implements SynchronousBundleListener {
    private final BundleContext context;
    private final History history;
    private final Supplier<Optional<Bundle>> caller;
    private final List<Deed> deeds = new ArrayList<>();
    /** What each bundle has done to others since it was started, by its id. */
    private final Map<Long, Set<String>> harm = new ConcurrentHashMap<>();

    /**
     * Something that waits to be undone.
     *
     * @param name of the bundle that was stopped or taken away
     * @param level with which it started
     * @param good the jar it ran from, where it was not shipped with the node
     */
    record Deed(Instant at, Bundle culprit, Bundle victim, String name, int level, Optional<SwapRecord> good) {
    }

    Meddlers(BundleContext context, History history) {
        this(context, history, Meddlers::firstOnTheStack);
    }

    /** @param caller the bundle on whose behalf the present thread does what it does */
    Meddlers(BundleContext context, History history, Supplier<Optional<Bundle>> caller) {
        this.context = context;
        this.history = history;
        this.caller = caller;
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        Bundle victim = event.getBundle();
        switch (event.getType()) {
            case BundleEvent.STARTING -> harm.remove(victim.getBundleId());
            case BundleEvent.STOPPING, BundleEvent.UNINSTALLED -> culprit(victim).ifPresent(by -> note(by, victim));
            default -> { }
        }
    }

    /** Who does this to the bundle now, if nobody has asked for it. */
    Optional<Bundle> culprit(Bundle victim) {
        return isNodeStopping() ? Optional.empty() : caller.get().filter(by -> by.getBundleId() != victim.getBundleId()
                && JarStore.shipped(by).isEmpty());
    }

    private synchronized void note(Bundle culprit, Bundle victim) {
        String name = victim.getSymbolicName();
        harm.computeIfAbsent(culprit.getBundleId(), id -> ConcurrentHashMap.newKeySet()).add(name);
        // Who is taken away was stopped before, by the same hand.
        if (deeds.stream().noneMatch(each -> each.victim().equals(victim))) {
            BundleStartLevel level = victim.adapt(BundleStartLevel.class);
            deeds.add(new Deed(Instant.now(), culprit, victim, name,
                    level == null ? Installation.START_LEVEL : level.getStartLevel(),
                    Optional.ofNullable(history.lastGood().get(name))));
        }
    }

    /** What is to be undone; whoever asks does it. */
    synchronized List<Deed> take() {
        List<Deed> taken = List.copyOf(deeds);
        deeds.clear();
        return taken;
    }

    /** What a bundle has done to others since it was started; "" if nothing. */
    String harmBy(Bundle bundle) {
        Set<String> others = harm.getOrDefault(bundle.getBundleId(), Set.of());
        return others.isEmpty() ? "" : "it has stopped " + String.join(", ", others.stream().sorted().toList())
                + ": others are stopped by people";
    }

    private boolean isNodeStopping() {
        return context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getState() == Bundle.STOPPING;
    }

    /** Between this listener and the caller are classes of the framework only, which are of no bundle but its own. */
    private static Optional<Bundle> firstOnTheStack() {
        return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE).walk(frames -> frames
                .map(StackWalker.StackFrame::getDeclaringClass).dropWhile(each -> bundle(each).isPresent())
                .flatMap(each -> bundle(each).stream()).findFirst());
    }

    private static Optional<Bundle> bundle(Class<?> type) {
        return Optional.ofNullable(FrameworkUtil.getBundle(type)).filter(bundle -> bundle.getBundleId() != 0);
    }
}

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
import org.groundswell.kernel.keeper.history.History;
import org.groundswell.kernel.keeper.jars.Installation;
import org.groundswell.kernel.keeper.jars.JarStore;
import org.groundswell.kernel.keeper.jars.Lifecycle;
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
public final class Meddlers implements SynchronousBundleListener {
    private final BundleContext context;
    private final History history;
    private final Supplier<Optional<Bundle>> caller;
    private final List<Deed> deeds = new ArrayList<>();
    /** The start levels of bundles that may be on their way out: of what is gone the framework knows none. */
    private final Map<Long, Integer> levels = new ConcurrentHashMap<>();
    /** What each bundle has done to others since it was started, by its id. */
    private final Map<Long, Set<String>> harm = new ConcurrentHashMap<>();

    /**
     * Something that waits to be undone.
     *
     * @param name of the bundle that was stopped or taken away
     * @param level with which it started
     * @param ran whether it ran before that
     * @param good the jar it ran from, where it was not shipped with the node
     */
    public record Deed(Instant at, Bundle culprit, Bundle victim, String name, int level, boolean ran,
            Optional<SwapRecord> good) {
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
            case BundleEvent.STOPPING, BundleEvent.UNINSTALLED -> {
                boolean gone = event.getType() == BundleEvent.UNINSTALLED;
                culprit(victim).ifPresentOrElse(by -> note(by, victim, !gone), () -> wanted(victim, gone));
                levels.remove(victim.getBundleId());
            }
            case BundleEvent.UNRESOLVED -> levels.put(victim.getBundleId(), level(victim));
            case BundleEvent.RESOLVED -> levels.remove(victim.getBundleId());
            default -> { }
        }
    }

    /** Who does this to the bundle now, if nobody has asked for it. */
    public Optional<Bundle> culprit(Bundle victim) {
        return isNodeStopping() ? Optional.empty() : caller.get().filter(by -> by.getBundleId() != victim.getBundleId()
                && JarStore.shipped(by).isEmpty());
    }

    private synchronized void note(Bundle culprit, Bundle victim, boolean ran) {
        String name = victim.getSymbolicName();
        harm.computeIfAbsent(culprit.getBundleId(), id -> ConcurrentHashMap.newKeySet()).add(name);
        // Who is taken away was stopped before, by the same hand: one deed, and a new one for whoever undoes the old.
        Optional<Deed> before = deeds.stream().filter(each -> each.victim().equals(victim)).findFirst();
        before.ifPresent(deeds::remove);
        deeds.add(before.map(stopped -> new Deed(Instant.now(), culprit, victim, name, stopped.level(),
                ran || stopped.ran(), stopped.good())).orElseGet(() -> new Deed(Instant.now(), culprit, victim, name,
                        level(victim), ran, Optional.ofNullable(history.lastGood().get(name)))));
    }

    /** Somebody may do so. A start that fails is told like a stop: that is nobody's wish. */
    private synchronized void wanted(Bundle victim, boolean gone) {
        if (gone || !Lifecycle.isOurs()) {
            deeds.removeIf(each -> each.victim().equals(victim));
        }
    }

    private int level(Bundle victim) {
        try {
            BundleStartLevel level = victim.adapt(BundleStartLevel.class);
            return level == null ? Installation.START_LEVEL : level.getStartLevel();
        } catch (IllegalArgumentException | IllegalStateException e) {
            return levels.getOrDefault(victim.getBundleId(), Installation.START_LEVEL);
        }
    }

    /** What is to be undone. */
    public synchronized List<Deed> open() {
        return List.copyOf(deeds);
    }

    /** It is undone, or cannot be. */
    public synchronized void close(Deed deed) {
        deeds.remove(deed);
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

package org.groundswell.kernel.switchboard;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.hooks.bundle.EventHook;

/**
 * Knows which threads are stopping a bundle. A hook, because it hears of it before any listener does, and so before
 * Declarative Services deactivates the bundle's components.
 */
final class StoppingThreads implements EventHook {
    private final Map<Long, Set<Bundle>> stopping = new ConcurrentHashMap<>();

    @Override
    public void event(BundleEvent event, Collection<BundleContext> contexts) {
        long thread = Thread.currentThread().threadId();
        if (event.getType() == BundleEvent.STOPPING) {
            stopping.computeIfAbsent(thread, key -> ConcurrentHashMap.newKeySet()).add(event.getBundle());
        } else if (event.getType() == BundleEvent.STOPPED) {
            forget(thread, event.getBundle());
        }
    }

    /** Whether this very thread is stopping a bundle. */
    boolean isCurrent() {
        return !stopping.isEmpty() && stopping.getOrDefault(Thread.currentThread().threadId(), Set.of()).stream()
                .anyMatch(bundle -> bundle.getState() == Bundle.STOPPING);
    }

    private void forget(long thread, Bundle bundle) {
        stopping.computeIfPresent(thread, (key, bundles) -> {
            bundles.remove(bundle);
            return bundles.isEmpty() ? null : bundles;
        });
    }
}

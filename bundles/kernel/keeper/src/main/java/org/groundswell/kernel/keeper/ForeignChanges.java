package org.groundswell.kernel.keeper;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.groundswell.kernel.api.Ports;
import org.groundswell.kernel.api.SwapOutcome;
import org.groundswell.kernel.api.SwapRecord;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Notices bundles that somebody replaces, adds or takes away without asking the keeper, as the Web Console does. */
@Component(service = ForeignChanges.class, immediate = true)
public final class ForeignChanges implements SynchronousBundleListener {
    private static final String BY = "console or another bundle";

    private final BundleContext context;
    private final Swapper swapper;
    private final Ports ports;
    private final Map<Long, Set<String>> portsBefore = new ConcurrentHashMap<>();
    private final Set<Long> added = ConcurrentHashMap.newKeySet();

    @Activate
    public ForeignChanges(BundleContext context, @Reference Swapper swapper, @Reference Ports ports) {
        this.context = context;
        this.swapper = swapper;
        this.ports = ports;
        context.addBundleListener(this);
    }

    @Deactivate
    void stop() {
        context.removeBundleListener(this);
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        Bundle bundle = event.getBundle();
        if (swapper.isOurs() || isNodeStopping()) {
            return;
        }
        switch (event.getType()) {
            case BundleEvent.STOPPING -> portsBefore.put(bundle.getBundleId(),
                    Probation.portsOf(ports, Set.of(bundle.getBundleId())));
            case BundleEvent.UPDATED -> adopt(bundle, false);
            case BundleEvent.INSTALLED -> added.add(bundle.getBundleId());
            case BundleEvent.STARTED -> {
                if (added.remove(bundle.getBundleId())) {
                    adopt(bundle, true);
                }
            }
            case BundleEvent.UNINSTALLED -> swapper.note(new SwapRecord(Instant.now(), BY, bundle.getSymbolicName(),
                    bundle.getVersion().toString(), "", "", SwapOutcome.REMOVED, "", 0, List.of()));
            default -> { }
        }
    }

    private void adopt(Bundle bundle, boolean isNew) {
        Set<String> needed = portsBefore.getOrDefault(bundle.getBundleId(), Set.of());
        // Not on this thread: it holds the bundle, which is started only when we return.
        Thread.ofVirtual().start(() -> swapper.adopt(bundle, isNew, needed, BY));
    }

    private boolean isNodeStopping() {
        return context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getState() == Bundle.STOPPING;
    }
}

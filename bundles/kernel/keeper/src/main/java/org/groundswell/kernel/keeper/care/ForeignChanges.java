package org.groundswell.kernel.keeper.care;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.groundswell.kernel.api.keeper.SwapOutcome;
import org.groundswell.kernel.keeper.Meddlers;
import org.groundswell.kernel.keeper.NodeKeeper;
import org.groundswell.kernel.keeper.RunningJars;
import org.groundswell.kernel.keeper.Swapper;
import org.groundswell.kernel.keeper.history.History;
import org.groundswell.kernel.keeper.jars.BundleFile;
import org.groundswell.kernel.keeper.jars.RefusedException;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notices bundles that somebody replaces, adds or takes away without asking the keeper, as the Web Console does. */
@Component(service = ForeignChanges.class, immediate = true)
public final class ForeignChanges implements SynchronousBundleListener {
    private static final Logger LOG = LoggerFactory.getLogger(ForeignChanges.class);
    private static final String BY = "console or another bundle";

    private final BundleContext context;
    private final Swapper swapper;
    private final Meddlers meddlers;
    private final RunningJars running;
    private final History history;
    private final Set<Long> added = ConcurrentHashMap.newKeySet();

    @Activate
    public ForeignChanges(BundleContext context, @Reference NodeKeeper keeper, @Reference History history) {
        this.context = context;
        this.swapper = keeper.swapper();
        this.meddlers = keeper.meddlers();
        this.running = keeper.jars();
        this.history = history;
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
            case BundleEvent.UPDATED -> adopt(bundle, false);
            case BundleEvent.INSTALLED -> added.add(bundle.getBundleId());
            case BundleEvent.STARTED -> {
                if (added.remove(bundle.getBundleId())) {
                    adopt(bundle, true);
                }
            }
            case BundleEvent.UNINSTALLED -> {
                // What nobody has asked for is undone.
                if (meddlers.culprit(bundle).isEmpty()) {
                    history.note(BY, bundle.getSymbolicName(), bundle.getVersion().toString(), "", "",
                            SwapOutcome.REMOVED, "");
                }
            }
            default -> { }
        }
    }

    private void adopt(Bundle bundle, boolean isNew) {
        BundleFile copy;
        try {
            // Now, while nobody else can refresh the bundle and take its contents away.
            copy = running.copy(bundle);
        } catch (RefusedException | IOException e) {
            LOG.error("{} was replaced, and no copy of it could be kept", bundle.getSymbolicName(), e);
            return;
        }
        // Not on this thread: it holds the bundle, which is started only when we return.
        Thread.ofVirtual().start(() -> swapper.adopt(bundle, copy, isNew, BY));
    }

    private boolean isNodeStopping() {
        return context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getState() == Bundle.STOPPING;
    }
}

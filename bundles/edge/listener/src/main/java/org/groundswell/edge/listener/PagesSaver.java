package org.groundswell.edge.listener;

import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.groundswell.edge.early.SavedPages;
import org.groundswell.kernel.api.DiskReserve;
import org.groundswell.kernel.api.NodeFolder;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Saves what is published from time to time, for the first moments of the node's next start. */
@Component(service = {}, immediate = true)
public final class PagesSaver {
    private static final Logger LOG = LoggerFactory.getLogger(PagesSaver.class);
    private static final long SECONDS = 10;

    private final NodeFolder node;
    private final SnapshotStore store;
    private final SecurityHeaders security;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("saved-pages").daemon().factory());
    private SnapshotTable saved;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile DiskReserve reserve;

    @Activate
    public PagesSaver(BundleContext context, @Reference SnapshotStore store, @Reference SecurityHeaders security) {
        this.node = NodeFolder.of(context);
        this.store = store;
        this.security = security;
        timer.scheduleWithFixedDelay(this::save, SECONDS, SECONDS, TimeUnit.SECONDS);
    }

    @Deactivate
    void stop() {
        timer.close();
        // Again in any case: settings that changed without a change of pages made the last file outdated.
        saved = null;
        save();
    }

    private void save() {
        SnapshotTable now = store.table();
        if (now == saved || !store.isComplete()) {
            return;
        }
        DiskReserve present = reserve;
        if (present != null && present.shortage().isPresent()) {
            LOG.debug("Pages are not saved: {}", present.shortage());
            return;
        }
        try {
            new SavedPages(security.lines(), now.sets()).write(node.path());
            saved = now;
        } catch (IOException e) {
            LOG.warn("Pages could not be saved; the next start will be without them until it is done: {}",
                    e.getMessage());
        }
    }
}

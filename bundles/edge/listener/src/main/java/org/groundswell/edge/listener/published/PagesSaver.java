package org.groundswell.edge.listener.published;

import java.io.IOException;
import java.time.Duration;
import org.groundswell.kernel.api.health.DiskReserve;
import org.groundswell.kernel.api.handover.Succession;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.shared.loops.Loop;
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
    private static final Duration PERIOD = Duration.ofSeconds(10);
    private static final Duration LONGEST_SAVE = Duration.ofSeconds(30);

    private final NodeFolder node;
    private final SnapshotStore store;
    private final SecurityHeaders security;
    private final Succession succession;
    private final Loop loop = Loop.of("saved-pages");
    private SnapshotTable saved;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile DiskReserve reserve;

    @Activate
    public PagesSaver(BundleContext context, @Reference SnapshotStore store, @Reference SecurityHeaders security,
            @Reference Succession succession) {
        this.node = NodeFolder.of(context);
        this.store = store;
        this.security = security;
        this.succession = succession;
        loop.every(PERIOD, this::save);
    }

    @Deactivate
    void stop() {
        loop.finish(LONGEST_SAVE);
        // Again in any case: settings that changed without a change of pages made the last file outdated.
        saved = null;
        save();
    }

    private void save() {
        SnapshotTable now = store.table();
        // What is published beside a process that serves is a rehearsal.
        if (now == saved || !store.isComplete() || succession.isWaiting()) {
            return;
        }
        DiskReserve present = reserve;
        if (present != null && present.shortage().isPresent()) {
            LOG.debug("Pages are not saved: {}", present.shortage());
            return;
        }
        try {
            new SavedPages(security.lines(), now.sets()).write(node.data());
            saved = now;
        } catch (IOException e) {
            LOG.warn("Pages could not be saved; the next start will be without them until it is done: {}",
                    e.getMessage());
        }
    }
}

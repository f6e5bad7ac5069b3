package org.groundswell.console.site;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.groundswell.pages.api.editing.Findings;
import org.groundswell.pages.api.editing.Publication;
import org.groundswell.pages.api.editing.SiteEditing;
import org.groundswell.pages.api.editing.TextChange;
import org.groundswell.pages.api.publishing.OutpacedException;
import org.groundswell.pages.api.publishing.PublishedSite;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Puts changes in force: at this node, or at all of them where they have one site. Thread-safe. */
@Component(service = SiteRelease.class)
public final class SiteRelease {
    /** So often another node may be first; two texts may be planned for the same second. */
    private static final int MOST_TRIES = 5;

    /** So long it may be away while it is exchanged; after that it was removed. */
    private static final long EXCHANGE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final SiteEditing editing;
    private final LongSupplier nanoTime;
    private volatile PublishedSite several;
    /** Until when one that was for all nodes is expected back. */
    private volatile Optional<Long> expected = Optional.empty();

    @Activate
    public SiteRelease(@Reference SiteEditing editing) {
        this(editing, System::nanoTime);
    }

    SiteRelease(SiteEditing editing, LongSupplier nanoTime) {
        this.editing = editing;
        this.nanoTime = nanoTime;
    }

    /** Only where there may be several nodes. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindSeveral(PublishedSite nodes) {
        several = nodes;
        expected = Optional.empty();
    }

    void unbindSeveral(PublishedSite nodes) {
        if (several == nodes) {
            expected = Optional.of(nanoTime.getAsLong() + EXCHANGE_NANOS).filter(_ -> nodes.isForAll());
            several = null;
        }
    }

    Reach reach() {
        PublishedSite present = several;
        return present == null ? isExpected() ? Reach.ALL_NODES : Reach.ALL
                : present.isForAll() ? Reach.ALL_NODES : Reach.THIS_NODE;
    }

    private boolean isExpected() {
        return expected.filter(until -> until - nanoTime.getAsLong() > 0).isPresent();
    }

    /**
     * Publishes all changes, or none.
     *
     * @throws IOException if they cannot be written, or not be brought to all nodes; then nothing was done
     */
    Publication publish(List<TextChange> changes) throws IOException {
        PublishedSite present = several;
        if (present == null && isExpected()) {
            throw new IOException("What publishes for all nodes is being exchanged: nothing was done. Publish again in some"
                    + " seconds");
        }
        return present == null || !present.isForAll() ? editing.publish(changes) : publish(changes, present);
    }

    private Publication publish(List<TextChange> changes, PublishedSite nodes) throws IOException {
        for (int tries = 1; ; tries++) {
            Findings found = editing.check(changes);
            if (!found.mistakes().isEmpty()) {
                return new Publication.Refused(found.mistakes());
            }
            try {
                return nodes.publish(changes) instanceof Publication.Changed changed ? changed
                        : new Publication.Published(found.remarks());
            } catch (OutpacedException e) {
                if (tries == MOST_TRIES) {
                    throw e;
                }
            }
        }
    }
}

package org.groundswell.donations.service.brakes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.groundswell.donations.api.brakes.Brakes;
import org.groundswell.donations.api.brakes.BrakesState;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.api.ports.Port;
import org.groundswell.kernel.api.records.SharedRecords;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * The brakes of all nodes, or of the one that stands alone: in a file, which is replaced as a whole. Thread-safe.
 */
@Port(port = "donations.brakes")
@Component(service = {KeptBrakes.class, Brakes.class})
public final class KeptBrakes implements Brakes {
    private final BrakesFile own;
    private final SharedBrakes shared;

    @Activate
    public KeptBrakes(BundleContext context) {
        this(NodeFolder.of(context).resolve("data/brakes"));
    }

    /** @param file made when a brake is put on for the first time */
    public KeptBrakes(Path file) {
        this.own = new BrakesFile(file);
        this.shared = new SharedBrakes(own);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindRecords(SharedRecords records) {
        shared.use(records);
    }

    void unbindRecords(SharedRecords records) {
        shared.leave(records);
    }

    @Deactivate
    void close() {
        shared.close();
    }

    /** Until this node has heard of the others, as they were when it heard of them last. */
    @Override
    public BrakesState state() {
        return shared.state().orElseGet(own::state);
    }

    /** Why it is not known which brakes are on at all nodes; for the node's health. */
    public Optional<String> problem() {
        return shared.problem();
    }

    @Override
    public synchronized boolean exchange(BrakesState before, BrakesState next) throws IOException {
        return shared.isShared() ? shared.exchange(before, next) : own.exchange(before, next);
    }
}

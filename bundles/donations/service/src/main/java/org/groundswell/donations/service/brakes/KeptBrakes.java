package org.groundswell.donations.service.brakes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.groundswell.donations.api.brakes.Brakes;
import org.groundswell.donations.api.brakes.BrakesState;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.api.ports.Port;
import org.groundswell.kernel.api.records.SharedRecords;
import org.groundswell.shared.files.PrivateFiles;
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

/**
 * The brakes of all nodes, or of the one that stands alone: in a file, which is replaced as a whole. Thread-safe.
 */
@Port(port = "donations.brakes")
@Component(service = {KeptBrakes.class, Brakes.class})
public final class KeptBrakes implements Brakes {
    private static final Logger LOG = LoggerFactory.getLogger(KeptBrakes.class);

    private final Path file;
    private final SharedBrakes shared;
    private volatile BrakesState own;

    @Activate
    public KeptBrakes(BundleContext context) {
        this(NodeFolder.of(context).resolve("data/brakes"));
    }

    /** @param file made when a brake is put on for the first time */
    public KeptBrakes(Path file) {
        this.file = file;
        this.own = read();
        this.shared = new SharedBrakes(file);
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

    @Override
    public BrakesState state() {
        return shared.state().orElse(own);
    }

    @Override
    public synchronized boolean exchange(BrakesState before, BrakesState next) throws IOException {
        if (shared.isShared()) {
            return shared.exchange(before, next);
        }
        if (!before.equals(own)) {
            return false;
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        PrivateFiles.replace(file, BrakesText.of(next));
        own = next;
        return true;
    }

    private BrakesState read() {
        try {
            return Files.exists(file) ? BrakesText.read(Files.readString(file), file.toString()).orElse(BrakesState.NONE)
                    : BrakesState.NONE;
        } catch (IOException e) {
            LOG.error("Which brakes are on cannot be read, so none is: {}: {}", file, e.toString());
            return BrakesState.NONE;
        }
    }
}

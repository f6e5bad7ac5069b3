package org.groundswell.pages.publishing;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.groundswell.kernel.api.health.DiskReserve;
import org.groundswell.kernel.api.keys.SharedKeys;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.api.records.SharedRecords;
import org.groundswell.shared.records.FollowedJournal;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** One site for all nodes over one database: published at any of them, laid into the folder of each. Thread-safe. */
@Component(service = SitePublishing.class, immediate = true)
public final class SitePublishing {
    private final PublishedSites sites;
    private final FollowedJournal journal;
    private volatile DiskReserve reserve;

    @Activate
    public SitePublishing(BundleContext context) throws IOException {
        this(NodeFolder.of(context).resolve("site"), NodeFolder.of(context).resolve("data/publishing"), InstantSource.system());
    }

    SitePublishing(Path site, Path kept, InstantSource clock) throws IOException {
        sites = new PublishedSites(site, kept, clock, this::shortage);
        journal = new FollowedJournal("site", "Published sites", sites);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindRecords(SharedRecords records) {
        journal.use(records);
    }

    void unbindRecords(SharedRecords records) {
        journal.leave(records);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindKeys(SharedKeys keys) {
        journal.use(keys);
    }

    void unbindKeys(SharedKeys keys) {
        journal.leave(keys);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindReserve(DiskReserve disk) {
        reserve = disk;
    }

    void unbindReserve(DiskReserve disk) {
        reserve = reserve == disk ? null : reserve;
    }

    @Deactivate
    void close() {
        journal.close();
    }

    /** Whether there are other nodes, or it is not known yet. */
    boolean isShared() {
        return journal.isShared();
    }

    /** @throws IOException if the folder cannot be published, or the database cannot be reached; what is wanted stays so */
    SiteVersion publish(Path folder) throws IOException {
        var files = new SiteFiles(folder).read();
        return journal.write(to -> sites.publish(to, files));
    }

    Wanted want(String id) throws IOException {
        return journal.write(to -> sites.want(to, id));
    }

    List<String> list() {
        return sites.list();
    }

    Optional<String> problem() {
        return sites.problem();
    }

    /** Reads what is new, and lays what is wanted. */
    void round() throws IOException {
        journal.round();
    }

    private Optional<String> shortage() {
        DiskReserve present = reserve;
        return present == null ? Optional.empty() : present.shortage();
    }
}

package org.groundswell.pages.publishing;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.groundswell.kernel.api.health.DiskReserve;
import org.groundswell.kernel.api.keys.SharedKeys;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.api.records.SharedRecords;
import org.groundswell.pages.api.editing.Publication;
import org.groundswell.pages.api.editing.TextChange;
import org.groundswell.pages.api.publishing.OutpacedException;
import org.groundswell.pages.api.publishing.PublishedSite;
import org.groundswell.shared.records.FollowedJournal;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One site for all nodes over one database: published at any of them, laid into the folder of each. Thread-safe. */
@Component(service = {SitePublishing.class, PublishedSite.class}, immediate = true,
        configurationPid = "org.groundswell.pages.publishing")
@Designate(ocd = SitePublishing.Config.class)
public final class SitePublishing implements PublishedSite {
    private static final Logger LOG = LoggerFactory.getLogger(SitePublishing.class);

    private final Path site;
    private final PublishedSites sites;
    private final FollowedJournal journal;
    private volatile DiskReserve reserve;

    /** Settings of what is published. */
    @ObjectClassDefinition(name = "Groundswell pages: versions of the site for all nodes")
    public @interface Config {
        @AttributeDefinition(description = "So many of the latest versions of the site stay in the database, to go back to; the"
                + " same at all nodes", min = "1", max = "10000")
        int keepVersions() default 20;

        @AttributeDefinition(description = "Days for which any version stays there; the same at all nodes", min = "1",
                max = "36600")
        int keepDays() default 30;
    }

    @Activate
    public SitePublishing(BundleContext context, Config config) throws IOException {
        this(NodeFolder.of(context).resolve("site"), NodeFolder.of(context).resolve("data/publishing"), InstantSource.system(),
                new KeptVersions(config.keepVersions(), Duration.ofDays(config.keepDays())));
    }

    SitePublishing(Path site, Path kept, InstantSource clock, KeptVersions keeping) throws IOException {
        this.site = site;
        sites = new PublishedSites(site, kept, clock, this::shortage, keeping);
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

    /**
     * Makes these files the site of all nodes.
     *
     * @param note is written once the database was reached, and before it has any of it
     * @throws IOException if the database cannot be reached, or it cannot be noted; what is wanted stays so
     */
    SiteVersion publish(SortedMap<String, byte[]> files, Note note) throws IOException {
        hear();
        SiteVersion version = sites.version(files);
        note.write(version.id());
        journal.write(to -> {
            sites.publish(to, version, files);
            return version;
        });
        layNow(version);
        return version;
    }

    @Override
    public boolean isForAll() {
        return !journal.isAlone() && (sites.wanted().isPresent() || sites.laid().isPresent());
    }

    @Override
    public Publication publish(List<TextChange> changes) throws IOException {
        hear();
        requireWhatIsWanted();
        var changed = new ChangedFiles(new SiteFiles(site).read(), changes);
        if (!changed.unexpected().isEmpty()) {
            return new Publication.Changed(changed.unexpected());
        }
        SortedMap<String, byte[]> files = changed.made();
        SiteVersion version = sites.version(files);
        if (!journal.write(to -> sites.publishNext(to, version, files))) {
            hear();
            journal.write(to -> sites.withdraw(to, version));
            throw new OutpacedException("Somebody has published at another node at the same moment: nothing was done here."
                    + " Publish again");
        }
        layNow(version);
        return new Publication.Published(List.of());
    }

    /** Else what others have published would go again. */
    private void requireWhatIsWanted() throws IOException {
        Optional<String> full = shortage();
        if (full.isPresent()) {
            throw new IOException(full.get());
        }
        if (!sites.wanted().equals(sites.laid())) {
            throw new IOException("This node has not got the site yet that all nodes are to have: nothing was done. "
                    + sites.problem().orElse("Publish again in some seconds"));
        }
    }

    /** Whoever goes on editing the folder that was published does so when it is laid: nothing is laid over that. */
    private void layNow(SiteVersion version) {
        try {
            hear();
        } catch (IOException e) {
            LOG.warn("Version {} is wanted, and is not laid here yet: {}", version.id(), e.getMessage());
        }
    }

    /** @param note is written before it is wanted */
    Wanted want(String id, Note note) throws IOException {
        hear();
        if (!sites.has(id)) {
            return Wanted.UNKNOWN;
        }
        note.write(id);
        return journal.write(to -> sites.want(to, id));
    }

    @Override
    public Optional<String> laid() {
        return sites.laid();
    }

    @Override
    public Optional<String> wanted() {
        return sites.wanted();
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

    /** Reads what is new. */
    private void hear() throws IOException {
        try {
            journal.round();
        } catch (MissingPartException e) {
            // Another version is the way out of that.
            LOG.debug("The version that is wanted is not here as a whole", e);
        }
    }

    private Optional<String> shortage() {
        DiskReserve present = reserve;
        return present == null ? Optional.empty() : present.shortage();
    }
}

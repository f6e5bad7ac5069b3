package org.groundswell.pages.publishing.settings;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.groundswell.kernel.api.health.NodeFitness;
import org.groundswell.kernel.api.keys.SharedKeys;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.api.records.SharedRecords;
import org.groundswell.kernel.api.settings.SettingsForms;
import org.groundswell.kernel.api.settings.SettingsReader;
import org.groundswell.pages.publishing.Note;
import org.groundswell.shared.loops.Loop;
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

/** The same settings for all nodes over one database, tried by one after another. Thread-safe. */
@Component(service = SettingsPublishing.class, immediate = true, configurationPid = "org.groundswell.pages.publishing.settings")
@Designate(ocd = SettingsPublishing.Config.class)
public final class SettingsPublishing {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsPublishing.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final ConfFiles conf;
    private final CommonSettings common;
    private final PublishedSettings settings;
    private final FollowedJournal journal;
    private final Loop loop = Loop.of("settings-trial");
    private String complaint = "";

    /** Settings of settings. */
    @ObjectClassDefinition(name = "Groundswell: settings for all nodes")
    public @interface Config {
        @AttributeDefinition(description = "Beginnings of the names of files in conf/ that each node has for itself; the same at"
                + " all nodes")
        String[] ownFiles() default {"org.groundswell.edge.", "org.groundswell.stats.nodes", "org.groundswell.kernel.",
            "org.groundswell.donations.ledger.", "org.groundswell.pages.publishing.settings"};

        @AttributeDefinition(description = "Seconds for which a node has to be fit with other settings before the next one"
                + " takes them", min = "5", max = "600")
        int probationSeconds() default 60;
    }

    @Activate
    public SettingsPublishing(BundleContext context, Config config, @Reference SettingsForms forms, @Reference SettingsReader reader,
            @Reference NodeFitness fitness) throws IOException {
        this(NodeFolder.of(context).resolve("conf"), List.of(config.ownFiles()),
                NodeFolder.of(context).resolve("data/publishing/settings.json"), forms, new RunningNode(forms, reader, fitness),
                name(NodeFolder.of(context)), InstantSource.system(), Duration.ofSeconds(config.probationSeconds()));
        loop.every(PERIOD, this::watch);
    }

    SettingsPublishing(Path conf, List<String> own, Path kept, SettingsForms forms, NodeState node, String name,
            InstantSource clock, Duration probation) throws IOException {
        this.conf = new ConfFiles(conf, own);
        this.common = new CommonSettings(forms);
        this.settings = new PublishedSettings(new LaidSettings(this.conf, kept), node, name, clock, probation);
        this.journal = new FollowedJournal("settings", "Published settings", settings);
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

    @Deactivate
    void close() {
        loop.close();
        journal.close();
    }

    /** Whether there are other nodes, or it is not known yet. */
    public boolean isShared() {
        return journal.isShared();
    }

    /**
     * Makes the settings of this node those of all.
     *
     * @param note is given the version once the database was reached, and before it has any of it
     * @return what was left out, in sentences, and what becomes of the rest
     * @throws IOException if they cannot be published; what is wanted stays so
     */
    public List<String> publish(Note note) throws IOException {
        var said = new ArrayList<String>();
        SortedMap<String, String> files = common.of(conf.read(), said);
        journal.round();
        SettingsVersion version = settings.version(files);
        note.write(version.id());
        journal.write(to -> {
            settings.publish(to, version);
            return version;
        });
        said.add("Published as " + version.id() + ": " + files.size() + " files; one node after another takes them");
        return said;
    }

    /** @return whether there is such a version, which is wanted from now on */
    public boolean want(String id, Note note) throws IOException {
        journal.round();
        Optional<SettingsVersion> version = settings.find(id);
        if (version.isEmpty()) {
            return false;
        }
        note.write(id);
        journal.write(to -> {
            settings.publish(to, version.get());
            return id;
        });
        return true;
    }

    /** A line a version, the latest first. */
    public List<String> list() {
        return settings.list();
    }

    Optional<String> problem() {
        return settings.problem();
    }

    void round() throws IOException {
        journal.round();
    }

    /** What is tried here is taken back without the database, too. */
    void watch() {
        try {
            settings.watch();
            complaint = "";
        } catch (IOException e) {
            if (!complaint.equals(e.getMessage())) {
                LOG.error("Settings that do not prove themselves cannot be taken back: {}", e.getMessage());
            }
            complaint = String.valueOf(e.getMessage());
        }
    }

    /** A process of its own after each start. */
    private static String name(NodeFolder node) {
        String process = node.data().toAbsolutePath().normalize() + " (process " + ProcessHandle.current().pid() + ")";
        try {
            return InetAddress.getLocalHost().getHostName() + ":" + process;
        } catch (UnknownHostException e) {
            return process;
        }
    }
}

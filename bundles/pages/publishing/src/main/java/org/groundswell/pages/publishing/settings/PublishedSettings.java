package org.groundswell.pages.publishing.settings;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.groundswell.kernel.api.records.SharedRecord;
import org.groundswell.shared.records.FollowedJournal;
import org.groundswell.shared.records.SealedRecords;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the version of the settings that is wanted at all nodes. A node tries it when it is its turn; where it does not prove
 * itself, that node takes it back, and all that have it follow. Thread-safe.
 */
final class PublishedSettings implements FollowedJournal.Part {
    /** A node that has tried for longer does not come back. */
    static final Duration LONGEST_TURN = Duration.ofMinutes(10);
    private static final Logger LOG = LoggerFactory.getLogger(PublishedSettings.class);

    private final LaidSettings laid;
    private final NodeState node;
    private final String name;
    private final InstantSource clock;
    private final Duration probation;
    private final SettingsCatalogue catalogue;
    private Optional<Trial> trial = Optional.empty();
    /** What has failed at this node, and the others do not know yet. */
    private String failed = "";
    private String fault = "";
    private volatile String problem = "";

    /** @param name of this process, as others are told */
    PublishedSettings(LaidSettings laid, NodeState node, String name, InstantSource clock, Duration probation) {
        this.laid = laid;
        this.node = node;
        this.name = name;
        this.clock = clock;
        this.probation = probation;
        this.catalogue = new SettingsCatalogue(clock);
        if (!laid.trying().isEmpty()) {
            fail(laid.trying(), "the node was ended while it tried it");
            try {
                watch();
            } catch (IOException e) {
                LOG.error("Settings that were tried cannot be taken back yet: {}", e.getMessage());
            }
        }
    }

    @Override
    public synchronized void begin() {
        catalogue.begin();
    }

    @Override
    public synchronized void take(SealedRecords from, List<SharedRecord> page) {
        page.forEach(each -> catalogue.take(from, each));
    }

    /**
     * Looks after what is tried here, with the database or without.
     *
     * @throws IOException if it cannot be taken back; done again it goes on
     */
    synchronized void watch() throws IOException {
        if (trial.isPresent()) {
            trial.get().fault(clock.instant()).or(laid::changed).ifPresent(each -> fail(laid.trying(), each));
        }
        if (trial.isEmpty() && !laid.trying().isEmpty()) {
            laid.goBack();
        }
    }

    private void fail(String version, String why) {
        failed = version;
        fault = name + ": " + why;
        trial = Optional.empty();
        LOG.error("Settings of version {} are taken back: {}", version, why);
    }

    @Override
    public synchronized void bring(SealedRecords to, boolean anew) throws IOException {
        watch();
        if (!failed.isEmpty()) {
            catalogue.refuse(to, new Turn(failed, name, true), fault);
            failed = "";
        } else if (trial.isEmpty()) {
            follow(to);
        } else if (trial.get().isOver(clock.instant())) {
            end(to);
        }
    }

    private void end(SealedRecords to) throws IOException {
        var mine = new Turn(laid.trying(), name, true);
        laid.keep();
        trial = Optional.empty();
        LOG.info("The settings are those of version {} now", mine.version());
        if (catalogue.turn().filter(each -> each.node().equals(name)).isPresent()) {
            catalogue.end(to, mine);
        }
    }

    private void follow(SealedRecords to) throws IOException {
        problem = catalogue.takenBack().map(each -> "Settings of version " + each + " were taken back at all nodes, because of "
                + catalogue.fault(each).orElseThrow()).orElse("");
        String wanted = catalogue.wanted();
        if (wanted.equals(laid.laid())) {
            return;
        }
        if (laid.isBefore(wanted)) {
            laid.goBack();
            LOG.info("The settings are again those {}", named(wanted));
            return;
        }
        SettingsVersion version = catalogue.versions().get(wanted);
        if (version == null) {
            problem = "Settings " + named(wanted) + " are wanted and not here";
            return;
        }
        Optional<SettingsVersion> present = Optional.ofNullable(catalogue.versions().get(laid.laid()));
        if (!onDisk(version, () -> laid.adopt(version, present)).orElse(true)) {
            lay(to, version, present);
        }
    }

    private static String named(String version) {
        return version.isEmpty() ? "from before any were published" : "of version " + version;
    }

    private void lay(SealedRecords to, SettingsVersion version, Optional<SettingsVersion> present) throws IOException {
        Instant now = clock.instant();
        Optional<Turn> other = catalogue.turn().filter(each -> !each.node().equals(name));
        if (other.isPresent()) {
            if (!now.isBefore(catalogue.turnSeen().plus(LONGEST_TURN))) {
                catalogue.refuse(to, other.get(), other.get().node() + ": it has tried it and did not come back");
            }
        } else if (!node.lacking().isEmpty()) {
            problem = "Settings " + named(version.id()) + " wait until this node is fit, or nobody could see whether it is with them";
        } else if (catalogue.begin(to, new Turn(version.id(), name, false))) {
            LOG.info("Settings of version {} are tried", version.id());
            trial = onDisk(version, () -> laid.tryOut(version, present)).map(each -> new Trial(each, node, now, probation));
        }
    }

    /** Something with the files of this node. */
    @FunctionalInterface
    private interface FileWork<T> {
        T run() throws IOException;
    }

    /** @return nothing where it failed, so that the version does not stay anywhere */
    private <T> Optional<T> onDisk(SettingsVersion version, FileWork<T> work) {
        try {
            return Optional.of(work.run());
        } catch (IOException e) {
            fail(version.id(), "it cannot be laid: " + e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public boolean isRead() {
        return true;
    }

    /** What these files would be, published now. */
    SettingsVersion version(SortedMap<String, String> files) {
        return SettingsVersion.of(files, clock.instant());
    }

    /** Writes a version into the database; it is wanted at all nodes from then on. */
    synchronized void publish(SealedRecords to, SettingsVersion version) throws IOException {
        catalogue.publish(to, version);
    }

    /** The version of this id, if there is one. */
    synchronized Optional<SettingsVersion> find(String id) {
        return Optional.ofNullable(catalogue.versions().get(id));
    }

    /** A line a version, the latest first. */
    synchronized List<String> list() {
        var lines = new ArrayList<String>();
        catalogue.versions().descendingMap().values().forEach(each -> lines.add(each.id() + "  " + each.files().size() + " files"
                + (each.id().equals(catalogue.wanted()) ? "  wanted" : "") + (each.id().equals(laid.laid()) ? "  here" : "")
                + (each.id().equals(laid.trying()) ? "  tried here" : "")
                + catalogue.fault(each.id()).map(why -> "  taken back: " + why).orElse("")));
        return lines;
    }

    Optional<String> problem() {
        return Optional.of(problem).filter(each -> !each.isEmpty());
    }
}

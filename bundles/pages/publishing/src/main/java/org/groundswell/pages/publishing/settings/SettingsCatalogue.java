package org.groundswell.pages.publishing.settings;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.groundswell.kernel.api.records.SharedRecord;
import org.groundswell.shared.records.SealedRecords;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the database has of published settings, as it was read last. For one thread at a time. */
final class SettingsCatalogue {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsCatalogue.class);
    private static final String VERSION = "version ";
    private static final String REFUSED = "refused ";
    private static final String BEFORE = "before ";
    private static final String WANTED = "wanted";
    private static final String TURN = "turn";
    /** So many of the latest versions stay in the database, to go back to. */
    static final int KEPT = 100;
    /** What a version's record says when it is kept no longer; no version says that. */
    private static final String CLEARED = "-";

    private final InstantSource clock;
    private final NavigableMap<String, SettingsVersion> versions = new TreeMap<>();
    /** The places of the versions' records. */
    private final Map<String, Long> places = new HashMap<>();
    private final NavigableMap<String, String> refused = new TreeMap<>();
    /** What was wanted before a version was, by its id. */
    private final Map<String, String> before = new HashMap<>();
    private String wanted = SettingsVersion.NONE;
    private long wantedPlace;
    private Optional<Turn> turn = Optional.empty();
    private long turnPlace;
    private Instant turnSeen = Instant.MAX;

    SettingsCatalogue(InstantSource clock) {
        this.clock = clock;
    }

    void begin() {
        versions.clear();
        places.clear();
        refused.clear();
        before.clear();
        wanted = SettingsVersion.NONE;
        wantedPlace = 0;
        turn = Optional.empty();
        turnPlace = 0;
    }

    void take(SealedRecords from, SharedRecord record) {
        try {
            take(record.key(), from.open(record), record.version());
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("What stands in the database of published settings is left out: {}", e.getMessage());
        }
    }

    private void take(String key, String text, long place) {
        if (key.startsWith(VERSION) && text.equals(CLEARED)) {
            versions.remove(key.substring(VERSION.length()));
        } else if (key.startsWith(VERSION)) {
            SettingsVersion version = SettingsVersion.read(text);
            versions.put(version.id(), version);
            places.put(version.id(), place);
        } else if (key.startsWith(REFUSED)) {
            refused.put(key.substring(REFUSED.length()), text);
        } else if (key.startsWith(BEFORE)) {
            before.put(key.substring(BEFORE.length()), text);
        } else if (key.equals(WANTED)) {
            wanted = text;
            wantedPlace = place;
        } else if (key.equals(TURN)) {
            turn = Optional.of(Turn.read(text));
            turnSeen = place == turnPlace ? turnSeen : clock.instant();
            turnPlace = place;
        }
    }

    /** By their id. */
    NavigableMap<String, SettingsVersion> versions() {
        return versions;
    }

    /** The id of the version that all nodes are to have; empty for what each had before any was published. */
    String wanted() {
        return wanted;
    }

    /** Why a version was taken back. */
    Optional<String> fault(String version) {
        return Optional.ofNullable(refused.get(version)).filter(each -> !each.isEmpty());
    }

    /** The latest version, later than what is wanted, that was taken back. */
    Optional<String> takenBack() {
        return refused.tailMap(wanted, false).descendingKeySet().stream().filter(each -> fault(each).isPresent()).findFirst();
    }

    /** Whose turn it is, unless it is over. */
    Optional<Turn> turn() {
        return turn.filter(each -> !each.isOver());
    }

    /** Since when, by this node's clock, nobody has said anything of it. */
    Instant turnSeen() {
        return turnSeen;
    }

    /** @return whether it is this turn now: somebody else may have been faster */
    boolean begin(SealedRecords to, Turn next) throws IOException {
        return to.exchange(TURN, turnPlace, next.json());
    }

    void end(SealedRecords to, Turn ended) throws IOException {
        to.put(Map.of(TURN, ended.over().json()));
    }

    /** At all nodes: whoever has it goes back to what was wanted before, unless somebody wants something else by now. */
    void refuse(SealedRecords to, Turn ended, String why) throws IOException {
        String version = ended.version();
        if (wanted.equals(version)) {
            to.exchange(WANTED, wantedPlace, before.getOrDefault(version, SettingsVersion.NONE));
        }
        to.put(Map.of(REFUSED + version, why, TURN, ended.over().json()));
    }

    /** Writes a version; it is wanted at all nodes from then on, whatever was said of it before. */
    void publish(SealedRecords to, SettingsVersion version) throws IOException {
        String id = version.id();
        String present = wanted.equals(id) ? before.getOrDefault(id, SettingsVersion.NONE) : wanted;
        to.put(Map.of(VERSION + id, version.json(), WANTED, id, BEFORE + id, present, REFUSED + id, ""));
        clear(to, Set.of(id, present));
    }

    /** A node that still has one of those is led on to what is wanted like any other. */
    private void clear(SealedRecords to, Set<String> inForce) throws IOException {
        List<String> over = versions.descendingKeySet().stream().skip(KEPT).filter(each -> !inForce.contains(each)).toList();
        for (String each : over) {
            if (to.exchange(VERSION + each, places.get(each), CLEARED)) {
                versions.remove(each);
            }
        }
    }
}

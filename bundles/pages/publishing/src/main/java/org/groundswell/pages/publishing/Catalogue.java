package org.groundswell.pages.publishing;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.groundswell.kernel.api.records.SharedRecord;
import org.groundswell.shared.records.SealedRecords;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the database has of published sites, as it was read last. For one thread at a time, but {@link #wanted}. */
final class Catalogue {
    static final String FILE = "file ";
    static final String VERSION = "version ";
    static final String WANTED = "wanted";
    private static final Logger LOG = LoggerFactory.getLogger(Catalogue.class);
    /** What a record says whose version or part nobody needs any more; no part says that. */
    static final String CLEARED = "-";
    /** Letters, sealed: what is longer was not cleared, and is opened only where it is not here. */
    private static final int SHORT = 200;
    /** So many parts go at once. */
    private static final int MOST_CLEARED = 200;
    private static final Duration BETWEEN_CLEARINGS = Duration.ofMinutes(10);

    private final BlobFolder blobs;
    private final Supplier<Optional<String>> shortage;
    private final KeptVersions keeping;
    private final HeardParts heard = new HeardParts();
    private final NavigableMap<String, SiteVersion> versions = new TreeMap<>();
    /** The places of the versions' records. */
    private final Map<String, Long> places = new HashMap<>();
    /** What another release has written, or somebody without the key: nobody knows what it needs. */
    private final Set<String> unread = new HashSet<>();
    private volatile String wanted = "";
    private long wantedSince;
    private Instant cleared = Instant.MIN;

    /**
     * @param blobs    takes what files have in them
     * @param shortage why there is no room for more
     */
    Catalogue(BlobFolder blobs, Supplier<Optional<String>> shortage, KeptVersions keeping) {
        this.blobs = blobs;
        this.shortage = shortage;
        this.keeping = keeping;
    }

    void begin() {
        heard.forget();
        versions.clear();
        places.clear();
        unread.clear();
        wanted = "";
    }

    /** By their id. */
    NavigableMap<String, SiteVersion> versions() {
        return Collections.unmodifiableNavigableMap(versions);
    }

    /** The id of the version that all nodes are to have; empty if none is. */
    String wanted() {
        return wanted;
    }

    /** The place of what says so: another one, if somebody has said so again. */
    long wantedSince() {
        return wantedSince;
    }

    /** @throws IllegalArgumentException if it is left out, because it cannot be read */
    void take(SealedRecords from, SharedRecord record) throws IOException {
        String key = record.key();
        if (key.startsWith(FILE) && BlobFolder.isName(key.substring(FILE.length()))) {
            part(key.substring(FILE.length()), from, record);
        } else if (key.startsWith(VERSION) || key.equals(WANTED)) {
            unread.add(key);
            String text = opened(from, record);
            if (key.equals(WANTED)) {
                wanted = text;
                wantedSince = record.version();
            } else if (text.equals(CLEARED)) {
                versions.remove(key.substring(VERSION.length()));
            } else {
                SiteVersion version = SiteVersion.parse(text);
                versions.put(version.id(), version);
                places.put(version.id(), record.version());
            }
            unread.remove(key);
        }
    }

    private void part(String name, SealedRecords from, SharedRecord record) throws IOException {
        boolean isHere = blobs.has(name);
        if (isHere && record.value().length() > SHORT) {
            heard.add(name, record.version());
            return;
        }
        String text = opened(from, record);
        if (text.equals(CLEARED)) {
            heard.remove(name);
            return;
        }
        heard.add(name, record.version());
        // Where there is no room it is read anew once there is.
        if (!isHere && shortage.get().isEmpty()) {
            blobs.put(name, Base64.getDecoder().decode(text));
        }
    }

    private static String opened(SealedRecords from, SharedRecord record) {
        try {
            return from.open(record);
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /**
     * Has go what nobody needs any more, now and then: first versions, and their parts an hour after it, because somebody may be
     * about to need them. All nodes may do so at once; one that cannot read all does not.
     *
     * @param inForce ids of versions that stay whatever their age
     */
    void clear(SealedRecords to, List<String> inForce, Instant now) throws IOException {
        if (!unread.isEmpty() || !now.isBefore(cleared) && now.isBefore(cleared.plus(BETWEEN_CLEARINGS))) {
            return;
        }
        for (String each : keeping.over(versions, inForce, now)) {
            if (to.exchange(VERSION + each, places.get(each), CLEARED)) {
                versions.remove(each);
                LOG.info("Version {} of the site is kept no longer", each);
            }
        }
        List<String> over = heard.over(needed(), now);
        for (String each : over.subList(0, Math.min(MOST_CLEARED, over.size()))) {
            if (to.exchange(FILE + each, heard.place(each), CLEARED)) {
                heard.remove(each);
            }
        }
        blobs.retain(heard.names());
        cleared = over.size() > MOST_CLEARED ? cleared : now;
    }

    /** Whether a part is there and stays: one that no version needs may go this moment. */
    Predicate<String> staying() {
        Set<String> needed = needed();
        return each -> heard.has(each) && needed.contains(each);
    }

    private Set<String> needed() {
        return versions.values().stream().flatMap(SiteVersion::parts).collect(Collectors.toSet());
    }
}

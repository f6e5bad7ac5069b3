package org.groundswell.pages.publishing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.groundswell.kernel.api.records.SharedRecord;
import org.groundswell.shared.files.PrivateFiles;
import org.groundswell.shared.records.FollowedJournal;
import org.groundswell.shared.records.SealedRecords;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The versions of the site that are in the database, and the one of them that is wanted, which is laid into this node's own
 * folder. What the folder says from then on is checked and shown as everything that is saved there. Called by one thread at a
 * time, but {@link #problem}, {@link #list}.
 */
final class PublishedSites implements FollowedJournal.Part {
    private static final Logger LOG = LoggerFactory.getLogger(PublishedSites.class);
    private static final String FILE = "file ";
    private static final String VERSION = "version ";
    private static final String WANTED = "wanted";
    /** So many parts are written at once. */
    private static final int TOGETHER = 50;

    private final Path site;
    private final Path kept;
    private final BlobFolder blobs;
    private final InstantSource clock;
    private final Supplier<Optional<String>> shortage;
    private final Set<String> heard = new HashSet<>();
    private final NavigableMap<String, SiteVersion> versions = new TreeMap<>();
    private final Backoff backoff = new Backoff();
    /** The place of what says which version is wanted. */
    private long wantedSince;
    /** Whether all was read anew for parts that are missing. */
    private boolean readAnew;
    /** Takes what the present version replaces, however often that is broken off. */
    private Path before;
    private volatile String wanted = "";
    private volatile String laid;
    private volatile String problem = "";

    /**
     * @param site where the node reads its site
     * @param kept where it keeps what it has read from the database
     * @param shortage why there is no room for more
     */
    PublishedSites(Path site, Path kept, InstantSource clock, Supplier<Optional<String>> shortage) throws IOException {
        this.shortage = shortage;
        this.site = site;
        this.kept = kept;
        this.blobs = new BlobFolder(kept.resolve("files"));
        this.clock = clock;
        this.laid = Files.exists(mark()) ? Files.readString(mark()).strip() : "";
    }

    @Override
    public synchronized void begin() {
        heard.clear();
        versions.clear();
        wanted = "";
    }

    @Override
    public synchronized void take(SealedRecords from, List<SharedRecord> page) throws IOException {
        for (SharedRecord each : page) {
            try {
                take(each.key(), from, each);
            } catch (IllegalArgumentException e) {
                LOG.warn("What stands in the database of a published site is left out: {}", e.getMessage());
            }
        }
    }

    private void take(String key, SealedRecords from, SharedRecord record) throws IOException {
        if (key.startsWith(FILE) && BlobFolder.isName(key.substring(FILE.length()))) {
            String name = key.substring(FILE.length());
            heard.add(name);
            // Where there is no room it is read anew once there is.
            if (!blobs.has(name) && shortage.get().isEmpty()) {
                blobs.put(name, Base64.getDecoder().decode(opened(from, record)));
            }
        } else if (key.startsWith(VERSION)) {
            SiteVersion version = SiteVersion.parse(opened(from, record));
            versions.put(version.id(), version);
        } else if (key.equals(WANTED)) {
            wanted = opened(from, record);
            if (record.version() != wantedSince) {
                wantedSince = record.version();
                backoff.forget();
                readAnew = false;
            }
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
     * Nothing is brought: what is wanted is laid, now that all was read.
     *
     * @throws MissingPartException so that all is read anew
     */
    @Override
    public synchronized void bring(SealedRecords to, boolean anew) throws MissingPartException {
        if (wanted.isEmpty() || wanted.equals(laid)) {
            problem = "";
            return;
        }
        if (!backoff.isOver(clock.instant())) {
            return;
        }
        try {
            SiteVersion version = versions.get(wanted);
            if (version == null) {
                throw new IOException("it is not in the database, or was changed there");
            }
            lay(version);
            LOG.info("The site is version {} now", version.id());
            problem = "";
            backoff.forget();
            readAnew = false;
        } catch (MissingPartException e) {
            if (readAnew) {
                backoff.failed(clock.instant());
            }
            readAnew = true;
            problem = "Version " + wanted + " of the site is not here as a whole: " + e.getMessage();
            throw e;
        } catch (IOException e) {
            String why = "Version " + wanted + " of the site cannot be laid into " + site + ", which stays as it was or was"
                    + " begun: " + e.getMessage();
            if (!why.equals(problem)) {
                LOG.error("{}", why);
            }
            problem = why;
            backoff.failed(clock.instant());
        }
    }

    private void lay(SiteVersion version) throws IOException {
        Optional<String> full = shortage.get();
        if (full.isPresent()) {
            throw new IOException(full.get());
        }
        for (var each : version.files().entrySet()) {
            // Nothing is written before all of it is here.
            blobs.read(each.getKey(), each.getValue());
        }
        String end = "_" + version.id();
        if (before == null || !before.toString().endsWith(end)) {
            // One a laying: what an earlier one has replaced may be somebody's only copy.
            before = kept.resolve("before").resolve(moment() + end);
        }
        new SiteFiles(site.toRealPath()).write(version.files().keySet(),
                each -> blobs.read(each, version.files().get(each)), before);
        before = null;
        PrivateFiles.folder(kept);
        PrivateFiles.replace(mark(), version.id() + "\n");
        laid = version.id();
    }

    @Override
    public boolean isRead() {
        return true;
    }

    /** Writes all of a folder into the database; it is wanted at all nodes from then on. */
    synchronized SiteVersion publish(SealedRecords to, SortedMap<String, byte[]> files) throws IOException {
        var blobsOf = new TreeMap<String, SiteVersion.Blob>();
        var missing = new LinkedHashMap<String, String>();
        for (var each : files.entrySet()) {
            byte[] bytes = each.getValue();
            var blob = new SiteVersion.Blob(BlobFolder.hash(bytes), bytes.length);
            blobsOf.put(each.getKey(), blob);
            for (int i = 0; i < BlobFolder.parts(bytes.length); i++) {
                String name = BlobFolder.name(blob.hash(), i);
                if (!heard.contains(name)) {
                    missing.put(FILE + name, Base64.getEncoder().encodeToString(BlobFolder.part(bytes, i)));
                }
                if (missing.size() >= TOGETHER) {
                    to.add(missing);
                    missing.clear();
                }
            }
        }
        to.add(missing);
        var version = new SiteVersion(moment() + "-" + BlobFolder.hash(blobsOf.toString().getBytes(
                StandardCharsets.UTF_8)).substring(0, 8), blobsOf);
        to.add(Map.of(VERSION + version.id(), version.text()));
        to.put(Map.of(WANTED, version.id()));
        return version;
    }

    synchronized Wanted want(SealedRecords to, String id) throws IOException {
        if (!versions.containsKey(id)) {
            return Wanted.UNKNOWN;
        }
        Wanted answer = id.equals(wanted) ? Wanted.ALREADY : Wanted.NOW;
        to.put(Map.of(WANTED, id));
        return answer;
    }

    /** A line a version, the latest first. */
    synchronized List<String> list() {
        var lines = new ArrayList<String>();
        versions.descendingMap().values().forEach(each -> lines.add(each.id() + "  " + each.files().size() + " files"
                + (each.id().equals(wanted) ? "  wanted" : "") + (each.id().equals(laid) ? "  here" : "")));
        return lines;
    }

    /** Why this node has not got the version that is wanted. */
    Optional<String> problem() {
        return Optional.of(problem).filter(each -> !each.isEmpty());
    }

    private String moment() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString().replace(':', '-');
    }

    private Path mark() {
        return kept.resolve("version");
    }
}

package org.groundswell.pages.publishing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.groundswell.kernel.api.records.SharedRecord;
import org.groundswell.shared.records.FollowedJournal;
import org.groundswell.shared.records.SealedRecords;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The versions of the site that are in the database, and the one of them that is wanted, which is laid into this node's own
 * folder. What the folder says from then on is checked and shown as everything that is saved there. Called by one thread at a
 * time, but {@link #problem}, {@link #list}, {@link #laid}, {@link #wanted}.
 */
final class PublishedSites implements FollowedJournal.Part {
    private static final Logger LOG = LoggerFactory.getLogger(PublishedSites.class);
    /** So many parts are written at once. */
    private static final int TOGETHER = 50;

    private final InstantSource clock;
    private final Catalogue catalogue;
    private final SiteLaying laying;
    private final Backoff backoff = new Backoff();
    /** The place of what says which version is wanted. */
    private long wantedSince;
    /** Whether all was read anew for parts that are missing. */
    private boolean readAnew;
    private volatile String problem = "";

    /**
     * @param site     where the node reads its site
     * @param kept     where it keeps what it has read from the database
     * @param shortage why there is no room for more
     */
    PublishedSites(Path site, Path kept, InstantSource clock, Supplier<Optional<String>> shortage, KeptVersions keeping)
            throws IOException {
        var blobs = new BlobFolder(kept.resolve("files"));
        this.clock = clock;
        this.catalogue = new Catalogue(blobs, shortage, keeping);
        this.laying = new SiteLaying(site, kept, blobs, shortage, this::moment);
    }

    @Override
    public synchronized void begin() {
        catalogue.begin();
    }

    @Override
    public synchronized void take(SealedRecords from, List<SharedRecord> page) throws IOException {
        for (SharedRecord each : page) {
            try {
                catalogue.take(from, each);
            } catch (IllegalArgumentException e) {
                LOG.warn("What stands in the database of a published site is left out: {}", e.getMessage());
            }
        }
        if (catalogue.wantedSince() != wantedSince) {
            wantedSince = catalogue.wantedSince();
            backoff.forget();
            readAnew = false;
        }
    }

    /**
     * What nobody needs any more is cleared, and what is wanted is laid, now that all was read.
     *
     * @throws MissingPartException so that all is read anew
     */
    @Override
    public synchronized void bring(SealedRecords to, boolean anew) throws IOException {
        String wanted = catalogue.wanted();
        catalogue.clear(to, List.of(wanted, laying.laid()), clock.instant());
        if (wanted.isEmpty() || wanted.equals(laying.laid())) {
            problem = "";
            return;
        }
        if (!backoff.isOver(clock.instant())) {
            return;
        }
        try {
            SiteVersion version = catalogue.versions().get(wanted);
            if (version == null) {
                throw new IOException("it is not in the database, or was changed there");
            }
            laying.lay(version, catalogue.versions());
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
            String why = "Version " + wanted + " of the site cannot be laid into " + laying + ", which stays as it was or was"
                    + " begun: " + e.getMessage();
            if (!why.equals(problem)) {
                LOG.error("{}", why);
            }
            problem = why;
            backoff.failed(clock.instant());
        }
    }

    @Override
    public boolean isRead() {
        return true;
    }

    /** What these files would be, published now. */
    SiteVersion version(SortedMap<String, byte[]> files) {
        var blobsOf = new TreeMap<String, SiteVersion.Blob>();
        files.forEach((path, bytes) -> blobsOf.put(path, new SiteVersion.Blob(BlobFolder.hash(bytes), bytes.length)));
        return new SiteVersion(moment() + "-" + BlobFolder.hash(blobsOf.toString().getBytes(
                StandardCharsets.UTF_8)).substring(0, 8), blobsOf);
    }

    /** Writes all of it into the database; it is wanted at all nodes from then on. */
    synchronized void publish(SealedRecords to, SiteVersion version, SortedMap<String, byte[]> files) throws IOException {
        bringParts(to, version, files);
        want(to, version);
    }

    /**
     * The same, if nobody else has published since this node has read what is wanted.
     *
     * @return whether it is wanted now
     */
    synchronized boolean publishNext(SealedRecords to, SiteVersion version, SortedMap<String, byte[]> files) throws IOException {
        bringParts(to, version, files);
        to.put(Map.of(Catalogue.VERSION + version.id(), version.text()));
        long before = catalogue.wanted().isEmpty() ? 0 : catalogue.wantedSince();
        return to.exchange(Catalogue.WANTED, before, version.id());
    }

    /** No list names what never was a site; another node may have published the very same in this second. */
    synchronized boolean withdraw(SealedRecords to, SiteVersion version) throws IOException {
        boolean isTheirs = version.id().equals(catalogue.wanted());
        if (!isTheirs) {
            to.put(Map.of(Catalogue.VERSION + version.id(), Catalogue.CLEARED));
        }
        return !isTheirs;
    }

    /** A part that no version needs is written again, because it may go this moment. */
    private void bringParts(SealedRecords to, SiteVersion version, SortedMap<String, byte[]> files) throws IOException {
        Predicate<String> staying = catalogue.staying();
        var missing = new LinkedHashMap<String, String>();
        for (var each : files.entrySet()) {
            byte[] bytes = each.getValue();
            String hash = version.files().get(each.getKey()).hash();
            for (int i = 0; i < BlobFolder.parts(bytes.length); i++) {
                String name = BlobFolder.name(hash, i);
                if (!staying.test(name)) {
                    missing.put(Catalogue.FILE + name, Base64.getEncoder().encodeToString(BlobFolder.part(bytes, i)));
                }
                if (missing.size() >= TOGETHER) {
                    to.put(missing);
                    missing.clear();
                }
            }
        }
        to.put(missing);
    }

    synchronized boolean has(String id) {
        return catalogue.versions().containsKey(id);
    }

    synchronized Wanted want(SealedRecords to, String id) throws IOException {
        SiteVersion version = catalogue.versions().get(id);
        if (version == null) {
            return Wanted.UNKNOWN;
        }
        Wanted answer = id.equals(catalogue.wanted()) ? Wanted.ALREADY : Wanted.NOW;
        want(to, version);
        return answer;
    }

    /** With its version: another node may think that nobody needs that any more. */
    private static void want(SealedRecords to, SiteVersion version) throws IOException {
        to.put(Map.of(Catalogue.VERSION + version.id(), version.text(), Catalogue.WANTED, version.id()));
    }

    /** A line a version, the latest first. */
    synchronized List<String> list() {
        var lines = new ArrayList<String>();
        catalogue.versions().descendingMap().values().forEach(each -> lines.add(each.id() + "  " + each.files().size() + " files"
                + (each.id().equals(catalogue.wanted()) ? "  wanted" : "") + (each.id().equals(laying.laid()) ? "  here" : "")));
        return lines;
    }

    Optional<String> laid() {
        return Optional.of(laying.laid()).filter(each -> !each.isEmpty());
    }

    Optional<String> wanted() {
        return Optional.of(catalogue.wanted()).filter(each -> !each.isEmpty());
    }

    /** Why this node has not got the version that is wanted. */
    Optional<String> problem() {
        return Optional.of(problem).filter(each -> !each.isEmpty());
    }

    private String moment() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString().replace(':', '-');
    }
}

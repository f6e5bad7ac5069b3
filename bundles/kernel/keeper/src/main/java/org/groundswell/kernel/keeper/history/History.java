package org.groundswell.kernel.keeper.history;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.groundswell.kernel.api.keeper.SwapOutcome;
import org.groundswell.kernel.api.keeper.SwapRecord;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.shared.files.LineFile;
import org.groundswell.shared.files.PrivateFiles;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every change of the node, one JSON object a line, on the disk before anything follows from it. Thread-safe. */
@Component(service = History.class)
public final class History implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(History.class);
    /** So often may a node end in the middle of a jar's probation before the jar is held to be the cause. */
    private static final int TRIALS = 2;
    /** So many good jars of each bundle are kept. */
    private static final int KEPT = 5;
    /** At twice as many the history is shortened to so many. */
    private static final int RECORDS = 2_000;

    private final Gson gson = new GsonBuilder()
            .registerTypeAdapter(Instant.class, (JsonSerializer<Instant>) (at, type, json) -> new JsonPrimitive(
                    at.toString()))
            .registerTypeAdapter(Instant.class, (JsonDeserializer<Instant>) (json, type, context) -> Instant.parse(
                    json.getAsString()))
            .create();
    private final Path path;
    private final Retention retention;
    private final List<SwapRecord> records = new ArrayList<>();
    private final LineFile file;

    @Activate
    public History(BundleContext context) throws IOException {
        this(NodeFolder.of(context).resolve("data/keeper/history.jsonl"));
    }

    public History(Path path) throws IOException {
        this(path, RECORDS);
    }

    public History(Path path, int recordsKept) throws IOException {
        this.path = path;
        this.retention = new Retention(recordsKept, KEPT);
        PrivateFiles.folder(path.getParent());
        file = new LineFile(path, true, () -> all().stream().map(gson::toJson).toList());
        file.read(this::read).ifPresent(LOG::warn);
        shorten(recordsKept);
    }

    /** @throws UncheckedIOException if a swap begins and that cannot be written: it must not go on then */
    public synchronized void append(SwapRecord record) {
        try {
            file.append(gson.toJson(record));
        } catch (IOException e) {
            if (record.outcome() == SwapOutcome.BEGUN) {
                throw new UncheckedIOException("the node's history cannot be written: " + e.getMessage(), e);
            }
            LOG.error("The node's history misses '{} {} {}': {}", record.bundle(), record.to(), record.outcome(),
                    e.getMessage());
        }
        records.add(record);
        try {
            shorten(retention.newest());
        } catch (IOException e) {
            LOG.warn("The node's history stays long for now: {}", e.getMessage());
        }
    }

    private void shorten(int kept) throws IOException {
        if (records.size() <= 2 * kept) {
            return;
        }
        List<SwapRecord> worth = retention.worthKeeping(records);
        PrivateFiles.replace(path, worth.stream().map(record -> gson.toJson(record) + "\n")
                .collect(Collectors.joining()));
        records.clear();
        records.addAll(worth);
    }

    /** Appends a record of something that happened now and held no calls. */
    public SwapRecord note(String by, String bundle, String from, String to, String sha256, SwapOutcome outcome,
            String reason) {
        var record = new SwapRecord(Instant.now(), by, bundle, from, to, sha256, outcome, reason, 0, List.of());
        append(record);
        return record;
    }

    public synchronized List<SwapRecord> all() {
        return List.copyOf(records);
    }

    /** The record of the newest good jar of each bundle that was not taken away since, and has done no harm. */
    public synchronized Map<String, SwapRecord> lastGood() {
        var good = new LinkedHashMap<String, SwapRecord>();
        for (SwapRecord record : records) {
            if (record.outcome() == SwapOutcome.GOOD) {
                good.put(record.bundle(), record);
            } else if (record.outcome() == SwapOutcome.REMOVED || record.outcome() == SwapOutcome.SET_ASIDE
                    && good.containsKey(record.bundle())
                    && good.get(record.bundle()).sha256().equals(record.sha256())) {
                good.remove(record.bundle());
            }
        }
        return good;
    }

    /** What had begun and has no end yet. */
    public synchronized List<SwapRecord> onTrial() {
        return lastWords().filter(record -> record.outcome() == SwapOutcome.BEGUN).toList();
    }

    /** When the jar of this record came: since then no other jar of the bundle was tried. */
    public synchronized Instant came(SwapRecord newest) {
        return records.reversed().stream().filter(record -> record.bundle().equals(newest.bundle()) && isOfAJar(record))
                .takeWhile(record -> record.sha256().equals(newest.sha256()) && record.outcome() != SwapOutcome.REMOVED)
                .reduce((later, earlier) -> earlier).map(SwapRecord::at).orElse(newest.at());
    }

    private static boolean isOfAJar(SwapRecord record) {
        return !record.sha256().isEmpty() && record.outcome() != SwapOutcome.REFUSED;
    }

    /** Whose settings were changed last, if that was later. */
    public Optional<String> lastSettings(Instant since) {
        return last(record -> record.outcome() == SwapOutcome.CONFIGURED).filter(record -> record.at().isAfter(since))
                .map(record -> record.by() + " of " + record.bundle() + ", at " + record.at().truncatedTo(
                        ChronoUnit.SECONDS));
    }

    /** The last word on each bundle, where that is that it was set aside. */
    public synchronized List<SwapRecord> setAside() {
        return lastWords().filter(record -> record.outcome() == SwapOutcome.SET_ASIDE).toList();
    }

    private Stream<SwapRecord> lastWords() {
        var last = new LinkedHashMap<String, SwapRecord>();
        records.stream().filter(record -> record.outcome() != SwapOutcome.REFUSED)
                .forEach(record -> last.put(record.bundle(), record));
        return last.values().stream();
    }

    /** The newest jar of this bundle, other than the given one, that was good and is still held to be. */
    public Optional<SwapRecord> lastGoodBefore(String bundle, String sha256) {
        return last(record -> record.bundle().equals(bundle) && record.outcome() == SwapOutcome.GOOD
                && !record.sha256().equals(sha256) && objection(record.sha256()).isEmpty());
    }

    /** Checksums of the jars that somebody may want back: the last good ones of each bundle. */
    public synchronized Set<String> recentlyGood() {
        var good = new HashMap<String, Set<String>>();
        for (SwapRecord record : records.reversed()) {
            if (record.outcome() == SwapOutcome.GOOD) {
                Set<String> jars = good.computeIfAbsent(record.bundle(), name -> new HashSet<>());
                if (jars.size() < KEPT) {
                    jars.add(record.sha256());
                }
            }
        }
        return good.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
    }

    /** Why this jar should not be tried again by itself; nothing where it may. */
    public Optional<String> objection(String sha256) {
        return failure(sha256).map(History::sentence).or(() -> crashes(sha256));
    }

    public static String sentence(SwapRecord failure) {
        return "this very jar did not prove itself at " + failure.at() + ": " + failure.reason();
    }

    /** How the jar failed when it was tried last; nothing where it did not. */
    public Optional<SwapRecord> failure(String sha256) {
        return last(record -> record.sha256().equals(sha256) && isEnd(record)).filter(History::isFailure);
    }

    /** How often the jar has failed since it was good, or somebody wanted it tried anew. */
    public synchronized int failures(String sha256) {
        return (int) records.reversed().stream().filter(record -> record.sha256().equals(sha256) && isEnd(record))
                .takeWhile(History::isFailure).count();
    }

    /** Whether the node ended too often while the jar was on trial. */
    Optional<String> crashes(String sha256) {
        long unfinished = all().reversed().stream().filter(record -> record.sha256().equals(sha256)
                && record.outcome() != SwapOutcome.REFUSED)
                .takeWhile(record -> record.outcome() == SwapOutcome.BEGUN).count();
        return unfinished < TRIALS ? Optional.empty()
                : Optional.of("the node ended " + unfinished + " times while this very jar had to prove itself");
    }

    private static boolean isEnd(SwapRecord record) {
        return record.outcome() != SwapOutcome.BEGUN && record.outcome() != SwapOutcome.REFUSED;
    }

    private static boolean isFailure(SwapRecord record) {
        return record.outcome() == SwapOutcome.ROLLED_BACK || record.outcome() == SwapOutcome.SET_ASIDE;
    }

    @Deactivate
    @Override
    public synchronized void close() throws IOException {
        file.close();
    }

    private synchronized Optional<SwapRecord> last(Predicate<SwapRecord> wanted) {
        return records.reversed().stream().filter(wanted).findFirst();
    }

    private void read(String line) {
        SwapRecord record = gson.fromJson(line, SwapRecord.class);
        // An outcome that only a newer release knows is read as none.
        if (record.at() == null || record.by() == null || record.bundle() == null || record.from() == null
                || record.to() == null || record.sha256() == null || record.outcome() == null
                || record.reason() == null) {
            throw new JsonParseException("something is missing");
        }
        records.add(record);
    }
}

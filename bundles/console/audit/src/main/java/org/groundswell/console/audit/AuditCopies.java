package org.groundswell.console.audit;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.time.Instant;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.groundswell.kernel.api.records.SharedRecord;
import org.groundswell.shared.records.FollowedJournal;
import org.groundswell.shared.records.SealedRecords;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies this node's log into the database after it was written, and has the newest entries of the others' in memory. An entry
 * is never written anew; its words are a record of their own, which is empty once they were erased. Thread-safe as far as
 * something is asked.
 */
final class AuditCopies implements FollowedJournal.Part {
    private static final Logger LOG = LoggerFactory.getLogger(AuditCopies.class);
    private static final int REMEMBERED = 1_000;
    private static final int AT_ONCE = 5_000;

    private final AuditFile own;
    private final Supplier<String> name;
    private final Gson gson = InstantText.gson();
    private final BitSet heard = new BitSet();
    /** Also where these were erased. */
    private final BitSet heardWords = new BitSet();
    private final BitSet worded = new BitSet();
    private final BitSet written = new BitSet();
    private final NavigableMap<Place, AuditFile.Line> newest = new TreeMap<>();
    /** What the nodes of the chains were called last. */
    private final Map<String, String> names = new HashMap<>();
    private volatile boolean erases;

    /** An entry of another node as it is written. */
    record Named(String node, Entry entry) {
    }

    /** An entry with the name of the node that has written it. */
    record NodeLine(String node, boolean isHere, AuditFile.Line line) {
    }

    /** By time; two nodes may write at the same moment. */
    private record Place(Instant at, String chain, long number) implements Comparable<Place> {
        private static final Comparator<Place> ORDER = Comparator.comparing(Place::at).thenComparing(Place::chain)
                .thenComparing(Place::number);

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    /** @param name of this node, as it is now */
    AuditCopies(AuditFile own, Supplier<String> name) {
        this.own = own;
        this.name = name;
    }

    String name() {
        return name.get();
    }

    /** Words were erased here. */
    void erased() {
        erases = true;
    }

    /** Of other nodes, the newest first. */
    synchronized List<NodeLine> newest() {
        return newest.descendingMap().entrySet().stream().map(each -> new NodeLine(names.get(each.getKey().chain()), false,
                each.getValue())).toList();
    }

    /** What others have written stays true, so it stays to be looked at until it is read again. */
    @Override
    public synchronized void begin() {
        heard.clear();
        heardWords.clear();
        worded.clear();
        written.clear();
    }

    @Override
    public synchronized void take(SealedRecords from, List<SharedRecord> page) {
        String chain = chain();
        var words = new HashMap<String, Place>();
        newest.keySet().forEach(each -> words.put(new CopyKey(true, each.chain(), each.number()).toString(), each));
        for (SharedRecord each : page) {
            try {
                CopyKey key = CopyKey.of(each);
                if (key.chain().equals(chain)) {
                    takeOwn(key, from, each);
                } else if (!key.isWords()) {
                    Named named = entry(from.open(each), gson);
                    var place = new Place(named.entry().at(), key.chain(), key.number());
                    names.put(key.chain(), named.node());
                    newest.put(place, new AuditFile.Line(named.entry(), Optional.empty()));
                    words.put(key.words().toString(), place);
                } else if (words.containsKey(each.key())) {
                    Optional<String> text = detail(from.open(each), gson).map(Detail::text);
                    newest.computeIfPresent(words.get(each.key()), (_, line) -> new AuditFile.Line(line.entry(),
                            text));
                }
            } catch (IOException | IllegalArgumentException e) {
                LOG.warn("A copy of an entry of the audit log is left out: {}", e.getMessage());
            }
            while (newest.size() > REMEMBERED) {
                newest.pollFirstEntry();
            }
        }
    }

    /** Whether it is the same is asked when it is proved. */
    private void takeOwn(CopyKey key, SealedRecords from, SharedRecord record) throws IOException {
        int number = (int) key.number();
        (key.isWords() ? heardWords : heard).set(number);
        if (key.isWords()) {
            worded.set(number);
            worded.set(number, !from.open(record).isEmpty());
        }
    }

    @Override
    public void bring(SealedRecords to, boolean anew) throws IOException {
        String chain = chain();
        List<AuditFile.Copy> next = chain.isEmpty() ? List.of() : missing();
        if (!next.isEmpty() && next.getFirst().entry().number() < heard.length() - 1) {
            LOG.warn("Entry {} of this node's audit log was missing among its copies in the database, where others follow it;"
                    + " it is copied again", next.getFirst().entry().number());
        }
        while (!next.isEmpty()) {
            var entries = new LinkedHashMap<String, String>();
            var words = new LinkedHashMap<String, String>();
            for (AuditFile.Copy each : next) {
                var key = new CopyKey(false, chain, each.entry().number());
                entries.put(key.toString(), gson.toJson(new Named(name(), each.entry())));
                words.put(key.words().toString(), each.detail().map(gson::toJson).orElse(""));
            }
            // An entry before its words, as on the disk.
            to.add(entries);
            to.add(words);
            next.forEach(each -> written.set((int) each.entry().number()));
            next = missing();
        }
        erase(to, chain, anew);
    }

    private List<AuditFile.Copy> missing() throws IOException {
        BitSet there = read();
        there.or(written);
        return there.cardinality() >= own.size() ? List.of() : own.copies(each -> !there.get((int) each), AT_ONCE);
    }

    private void erase(SealedRecords to, String chain, boolean anew) throws IOException {
        if (!erases && !anew) {
            return;
        }
        // What was written a moment ago, perhaps with words that are gone since, is looked at in the next round.
        erases = !isRead();
        try {
            Set<Long> left = own.detailed();
            var erased = new LinkedHashMap<String, String>();
            worded.stream().filter(each -> !left.contains((long) each))
                    .forEach(each -> erased.put(new CopyKey(true, chain, each).toString(), ""));
            to.put(erased);
        } catch (IOException | RuntimeException e) {
            erases = true;
            throw e;
        }
    }

    @Override
    public boolean isRead() {
        var left = (BitSet) written.clone();
        left.andNot(read());
        return left.isEmpty();
    }

    /** What is there as a whole. */
    private BitSet read() {
        var read = (BitSet) heard.clone();
        read.and(heardWords);
        return read;
    }

    /** Of this node's log; empty while it has no entry. */
    String chain() {
        return own.first().isEmpty() ? "" : CopyKey.chain(own.first());
    }

    /** @throws IllegalArgumentException if it is of another release */
    static Named entry(String text, Gson gson) {
        try {
            Named named = gson.fromJson(text, Named.class);
            if (named != null && named.entry() != null) {
                return named;
            }
            throw new IllegalArgumentException("an entry of another release");
        } catch (JsonParseException e) {
            throw new IllegalArgumentException("an entry of another release", e);
        }
    }

    /** None where it was erased. */
    static Optional<Detail> detail(String text, Gson gson) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.ofNullable(gson.fromJson(text, Detail.class));
        } catch (JsonParseException e) {
            throw new IllegalArgumentException("words of another release", e);
        }
    }
}

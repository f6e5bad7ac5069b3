package org.groundswell.console.audit;

import com.google.gson.Gson;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.groundswell.shared.files.LineFile;
import org.groundswell.shared.files.PrivateFiles;

/**
 * The log and, in a file of their own, the words that can be erased. An entry is on the disk before its words are: words
 * without an entry have lost one. Thread-safe.
 */
final class AuditFile implements AutoCloseable {
    private static final int LONGEST_TEXT = 2_000;
    /** So many are shown without a look at the disk. */
    private static final int REMEMBERED = 1_000;

    private final Path words;
    private final Clock clock;
    private final Gson gson = InstantText.gson();
    private final AuditLines lines;
    private final LineFile logFile;
    private LineFile wordsFile;
    private long last;
    private String first = "";
    private String hash = Entry.BEGINNING;
    private final Deque<Line> newest = new ArrayDeque<>();
    /** With their words; the last that were written since the start. */
    private final Deque<Copy> recent = new ArrayDeque<>();
    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();

    /** What is to be written, by somebody who waits for it. */
    private record Waiting(String who, String action, String subject, String detail, CompletableFuture<Entry> written) {
    }

    /** An entry as it is written for others; no detail where it was erased. */
    record Copy(Entry entry, Optional<Detail> detail) {
    }

    /** An entry with its words; none where they were erased. */
    record Line(Entry entry, Optional<String> detail) {
    }

    /** @param folder closed to others */
    AuditFile(Path folder, Clock clock) throws IOException {
        Path log = folder.resolve("audit.log");
        this.words = folder.resolve("audit.words");
        this.clock = clock;
        this.lines = new AuditLines(log, words);
        PrivateFiles.folder(folder);
        this.logFile = new LineFile(log, true, List::of);
        this.wordsFile = new LineFile(words, true, List::of);
        lines.read(entry -> {
            first = first.isEmpty() ? entry.hash() : first;
            last = entry.number();
            hash = entry.hash();
        });
        newest.addAll(lines.before(Long.MAX_VALUE, REMEMBERED));
    }

    /**
     * Appends an entry and returns when it is on the disk. Those that come while others are written are written together,
     * so that many at once wait for the disk twice and not twice each.
     */
    Entry append(String who, String action, String subject, String detail) throws IOException {
        var mine = new Waiting(shortened(who), shortened(action), shortened(subject), shortened(detail),
                new CompletableFuture<>());
        waiting.add(mine);
        writeWaiting();
        try {
            return mine.written.join();
        } catch (CompletionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        }
    }

    /** Whoever comes first writes for all; when the others come in, theirs is done. */
    private synchronized void writeWaiting() {
        var batch = new ArrayList<Waiting>();
        for (Waiting each = waiting.poll(); each != null; each = waiting.poll()) {
            batch.add(each);
        }
        if (batch.isEmpty()) {
            return;
        }
        try {
            List<Entry> entries = write(batch);
            for (int i = 0; i < entries.size(); i++) {
                batch.get(i).written.complete(entries.get(i));
            }
        } catch (IOException | RuntimeException e) {
            batch.forEach(each -> each.written.completeExceptionally(e));
        }
    }

    private List<Entry> write(List<Waiting> batch) throws IOException {
        var entries = new ArrayList<Entry>();
        var said = new ArrayList<Detail>();
        String before = hash;
        for (Waiting each : batch) {
            long number = last + 1 + entries.size();
            said.add(Detail.of(number, each.detail));
            entries.add(Entry.after(before, number, clock.instant().truncatedTo(ChronoUnit.MILLIS), each.who, each.action,
                    each.subject, said.getLast().hash()));
            before = entries.getLast().hash();
        }
        logFile.append(entries.stream().map(gson::toJson).toArray(String[]::new));
        // From here on the entries are there, whatever becomes of their words.
        first = first.isEmpty() ? entries.getFirst().hash() : first;
        last += entries.size();
        hash = before;
        for (int i = 0; i < entries.size(); i++) {
            newest.addFirst(new Line(entries.get(i), Optional.of(said.get(i).text())));
        }
        while (newest.size() > REMEMBERED) {
            newest.removeLast();
        }
        wordsFile.append(said.stream().map(gson::toJson).toArray(String[]::new));
        for (int i = 0; i < entries.size(); i++) {
            recent.addLast(new Copy(entries.get(i), Optional.of(said.get(i))));
        }
        while (recent.size() > REMEMBERED) {
            recent.removeFirst();
        }
        return entries;
    }

    /** How many entries there are. */
    synchronized long size() {
        return last;
    }

    /** The hash of its first entry, which no other log has; empty while there is none. */
    synchronized String first() {
        return first;
    }

    /** Entries of these numbers with all that proves them, the oldest first. */
    synchronized List<Copy> copies(LongPredicate wanted, int most) throws IOException {
        boolean areRecent = !recent.isEmpty() && recent.size() == recent.getLast().entry().number()
                - recent.getFirst().entry().number() + 1 && recent.getLast().entry().number() == last
                && LongStream.range(1, recent.getFirst().entry().number()).noneMatch(wanted);
        return areRecent ? recent.stream().filter(each -> wanted.test(each.entry().number())).limit(most).toList()
                : lines.copies(wanted, most);
    }

    /** Whose details are there. */
    synchronized Set<Long> detailed() throws IOException {
        var numbers = new HashSet<Long>();
        lines.readWords(detail -> numbers.add(detail.number()));
        return numbers;
    }

    /** All entries, the oldest first. */
    synchronized void each(Consumer<Entry> reader) throws IOException {
        lines.read(reader);
    }

    /** Entries before this number, the newest first. */
    synchronized List<Line> before(long number, int most) throws IOException {
        List<Line> remembered = newest.stream().filter(each -> each.entry().number() < number).limit(most).toList();
        boolean isAll = remembered.size() == most || newest.size() < REMEMBERED;
        return isAll ? remembered : lines.before(number, most);
    }

    /** Takes the words of these entries away for good; the entries stay. */
    synchronized void erase(Set<Long> numbers) throws IOException {
        var kept = new ArrayList<String>();
        lines.readWords(detail -> {
            if (!numbers.contains(detail.number())) {
                kept.add(gson.toJson(detail));
            }
        });
        PrivateFiles.replace(words, kept.isEmpty() ? "" : String.join("\n", kept) + "\n");
        wordsFile.close();
        wordsFile = new LineFile(words, true, List::of);
        recent.clear();
        newest.clear();
        newest.addAll(lines.before(Long.MAX_VALUE, REMEMBERED));
    }

    /** The entries that still have their words and are of a time of this kind. */
    synchronized Set<Long> worded(Predicate<Instant> time) throws IOException {
        var numbers = new HashSet<Long>();
        lines.read(entry -> {
            if (time.test(entry.at())) {
                numbers.add(entry.number());
            }
        });
        var worded = new HashSet<Long>();
        lines.readWords(detail -> {
            if (!detail.text().isEmpty() && numbers.contains(detail.number())) {
                worded.add(detail.number());
            }
        });
        return worded;
    }

    /** Proves the chain, as it stands on the disk. */
    synchronized Proof prove() throws IOException {
        var proof = new Proof.Builder();
        lines.read(proof::add);
        lines.readWords(proof::add);
        return proof.end(last);
    }

    @Override
    public synchronized void close() throws IOException {
        logFile.close();
        wordsFile.close();
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
    }
}

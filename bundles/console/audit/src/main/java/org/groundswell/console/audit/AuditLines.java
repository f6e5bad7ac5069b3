package org.groundswell.console.audit;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

/** Reads the two files of the log as they stand on the disk. */
final class AuditLines {
    private final Path log;
    private final Path words;
    private final Gson gson = InstantText.gson();

    AuditLines(Path log, Path words) {
        this.log = log;
        this.words = words;
    }

    /** Entries of these numbers with all that proves them, the oldest first. */
    List<AuditFile.Copy> copies(LongPredicate wanted, int most) throws IOException {
        var entries = new ArrayList<Entry>();
        read(entry -> {
            if (entries.size() < most && wanted.test(entry.number())) {
                entries.add(entry);
            }
        });
        Map<Long, Detail> details = new HashMap<>();
        readWords(detail -> {
            if (!entries.isEmpty() && detail.number() >= entries.getFirst().number()
                    && detail.number() <= entries.getLast().number()) {
                details.put(detail.number(), detail);
            }
        });
        return entries.stream().map(each -> new AuditFile.Copy(each, Optional.ofNullable(details.get(each.number())))).toList();
    }

    /** Entries before this number, the newest first. */
    List<AuditFile.Line> before(long number, int most) throws IOException {
        Deque<Entry> entries = new ArrayDeque<>();
        read(entry -> {
            if (entry.number() < number) {
                entries.addFirst(entry);
                if (entries.size() > most) {
                    entries.removeLast();
                }
            }
        });
        Map<Long, String> details = new HashMap<>();
        readWords(detail -> {
            if (!entries.isEmpty() && detail.number() >= entries.getLast().number() && detail.number() < number) {
                details.put(detail.number(), detail.text());
            }
        });
        return entries.stream().map(each -> new AuditFile.Line(each, Optional.ofNullable(details.get(each.number())))).toList();
    }

    /** A line that was cut off by a crash was never acknowledged, and the next one follows the one before it. */
    void read(Consumer<Entry> reader) throws IOException {
        lines(log, Entry.class, reader);
    }

    void readWords(Consumer<Detail> reader) throws IOException {
        lines(words, Detail.class, reader);
    }

    private <T> void lines(Path file, Class<T> type, Consumer<T> reader) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try (var lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                parse(line, type).ifPresent(reader);
            }
        }
    }

    private <T> Optional<T> parse(String line, Class<T> type) {
        try {
            return line.isBlank() ? Optional.empty() : Optional.ofNullable(gson.fromJson(line, type));
        } catch (JsonParseException e) {
            return Optional.empty();
        }
    }
}

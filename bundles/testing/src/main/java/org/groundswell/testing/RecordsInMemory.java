package org.groundswell.testing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.groundswell.kernel.api.records.SharedRecord;
import org.groundswell.kernel.api.records.SharedRecords;

/** What nodes of a test have in common; may be away. Thread-safe. */
public final class RecordsInMemory implements SharedRecords {
    private final Map<String, Map<String, SharedRecord>> journals = new HashMap<>();
    private long last;
    private boolean away;
    private Optional<Step> beforeExchange = Optional.empty();

    /** What another node does. */
    @FunctionalInterface
    public interface Step {
        void run() throws IOException;
    }

    /** Whether nobody reaches it. */
    public synchronized void away(boolean now) {
        away = now;
    }

    /** Another node does this, once, while this one is about to exchange something. */
    public synchronized void beforeExchange(Step step) {
        beforeExchange = Optional.of(step);
    }

    /** What a standby has that gets nothing from now on. */
    public synchronized RecordsInMemory standby() {
        var standby = new RecordsInMemory();
        journals.forEach((journal, records) -> standby.journals.put(journal, new HashMap<>(records)));
        standby.last = last;
        return standby;
    }

    /** A standby takes this one's place: what it has not got is lost, and its versions are given once more. */
    public synchronized void promote(RecordsInMemory standby) {
        RecordsInMemory copy = standby.standby();
        journals.clear();
        journals.putAll(copy.journals);
        last = copy.last;
    }

    @Override
    public synchronized List<SharedRecord> after(String journal, long position, int limit) throws IOException {
        return of(journal).values().stream().filter(each -> each.version() > position)
                .sorted(Comparator.comparing(SharedRecord::version)).limit(limit).toList();
    }

    @Override
    public synchronized List<SharedRecord> put(String journal, Map<String, String> values) throws IOException {
        var written = new ArrayList<SharedRecord>();
        for (Map.Entry<String, String> each : values.entrySet()) {
            var next = new SharedRecord(each.getKey(), ++last, each.getValue());
            of(journal).put(each.getKey(), next);
            written.add(next);
        }
        return written;
    }

    @Override
    public synchronized void add(String journal, Map<String, String> values) throws IOException {
        var missing = new HashMap<>(values);
        missing.keySet().removeAll(of(journal).keySet());
        put(journal, missing);
    }

    @Override
    public synchronized boolean exchange(String journal, String key, long before, String value) throws IOException {
        Optional<Step> step = beforeExchange;
        beforeExchange = Optional.empty();
        if (step.isPresent()) {
            step.get().run();
        }
        SharedRecord present = of(journal).get(key);
        boolean same = before == (present == null ? 0 : present.version());
        if (same) {
            put(journal, Map.of(key, value));
        }
        return same;
    }

    private Map<String, SharedRecord> of(String journal) throws IOException {
        if (away) {
            throw new IOException("the database is away");
        }
        return journals.computeIfAbsent(journal, _ -> new HashMap<>());
    }
}

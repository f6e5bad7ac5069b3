package org.groundswell.shared.records;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.groundswell.kernel.api.records.SharedRecord;

/** Records as they were read, each as it was written last. Thread-safe. */
final class RecordCopy {
    private final Map<String, SharedRecord> byKey = new HashMap<>();
    private final TreeMap<Long, SharedRecord> byVersion = new TreeMap<>();
    private long position;

    /** Up to where nothing is missing. */
    synchronized long position() {
        return position;
    }

    synchronized Optional<SharedRecord> get(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    synchronized List<SharedRecord> newest(Predicate<SharedRecord> wanted, int limit) {
        return byVersion.descendingMap().values().stream().filter(wanted).limit(limit).toList();
    }

    /**
     * Whether these can have come after what is known. A standby that took the place of a primary without its last records
     * gives their versions once more.
     *
     * @param since all from the position on, with the one that stands there
     */
    synchronized boolean isBefore(List<SharedRecord> since) {
        var now = new HashMap<String, SharedRecord>();
        since.forEach(each -> now.put(each.key(), each));
        return byVersion.tailMap(position).values().stream().allMatch(each -> each.equals(now.get(each.key()))
                || now.containsKey(each.key()) && now.get(each.key()).version() > each.version());
    }

    /**
     * All from the position on.
     *
     * @return whether there was anything new
     */
    synchronized boolean read(List<SharedRecord> since) {
        boolean news = since.stream().anyMatch(each -> !each.equals(byKey.get(each.key())));
        take(since);
        position = since.isEmpty() ? position : since.getLast().version();
        return news;
    }

    /** The highest version that is known; 0 for none. */
    synchronized long highest() {
        return byVersion.isEmpty() ? 0 : byVersion.lastKey();
    }

    /** Some that were written last; others before them may not be known yet. */
    synchronized void take(List<SharedRecord> written) {
        for (SharedRecord each : written) {
            SharedRecord before = byKey.put(each.key(), each);
            if (before != null) {
                byVersion.remove(before.version(), before);
            }
            byVersion.put(each.version(), each);
        }
    }
}

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

    /** The next ones after the position. */
    synchronized void read(List<SharedRecord> next) {
        take(next);
        position = next.isEmpty() ? position : next.getLast().version();
    }

    /** Some that were written; others before them may not be known yet. */
    synchronized void take(List<SharedRecord> written) {
        for (SharedRecord each : written) {
            SharedRecord before = byKey.get(each.key());
            if (before == null || before.version() < each.version()) {
                byKey.put(each.key(), each);
                byVersion.put(each.version(), each);
                if (before != null) {
                    byVersion.remove(before.version());
                }
            }
        }
    }
}

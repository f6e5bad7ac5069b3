package org.groundswell.shared.records;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import org.groundswell.kernel.api.records.SharedRecord;
import org.groundswell.shared.signing.Sha256;

/**
 * The last records that were read of a journal, by which it is seen whether it goes on from there. What was read last may have
 * been written anew since, and stands further on then; or it was lost with a server, and with it perhaps others. It was not lost
 * if an earlier one is there as it was, and all that came after that one are there still, wherever. Not thread-safe.
 */
final class JournalEnd {
    /** More are hardly written anew in one second. */
    private static final int REMEMBERED = 1_000;

    private final SequencedMap<String, Mark> marks = new LinkedHashMap<>();
    private final Set<String> awaited = new HashSet<>();

    /** A record without its text, which may be long. */
    private record Mark(long version, String hash) {
        Mark(SharedRecord record) {
            this(record.version(), Sha256.hex(record.value().getBytes(StandardCharsets.UTF_8)));
        }
    }

    void forget() {
        marks.clear();
        awaited.clear();
    }

    /** These were read. */
    void pass(List<SharedRecord> page) {
        for (SharedRecord each : page) {
            marks.remove(each.key());
            marks.putLast(each.key(), new Mark(each));
            awaited.remove(each.key());
            if (marks.size() > REMEMBERED) {
                marks.pollFirstEntry();
            }
        }
    }

    /** @return a page whose first record was read before and is still there; empty where none of those is */
    List<SharedRecord> resume(SealedRecords from) throws IOException {
        awaited.clear();
        List<String> keys = new ArrayList<>(marks.keySet());
        for (int back = 1; back <= keys.size(); back += Math.max(1, back / 2)) {
            int place = keys.size() - back;
            long before = marks.get(keys.get(place)).version() - 1;
            // As a rule it is the last one, with what is new.
            List<SharedRecord> page = from.after(before, back == 1 ? SealedRecords.PAGE : 1);
            if (back > 1 && isPassed(page)) {
                page = from.after(before, SealedRecords.PAGE);
            }
            // It may have been written anew between the two looks.
            if (isPassed(page)) {
                awaited.addAll(keys.subList(place + 1, keys.size()));
                return page;
            }
        }
        return List.of();
    }

    /** Whether all that was read before, from the resumed record on, has been passed again. */
    boolean isWhole() {
        return awaited.isEmpty();
    }

    private boolean isPassed(List<SharedRecord> page) {
        return !page.isEmpty() && new Mark(page.getFirst()).equals(marks.get(page.getFirst().key()));
    }
}

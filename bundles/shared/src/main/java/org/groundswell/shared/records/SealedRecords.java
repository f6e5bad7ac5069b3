package org.groundswell.shared.records;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.groundswell.kernel.api.records.SharedRecord;
import org.groundswell.kernel.api.records.SharedRecords;
import org.groundswell.shared.signing.SealedText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One journal of the records that nodes have in common, each closed with a key that only nodes read. Thread-safe. */
public final class SealedRecords {
    /** So many at once: they may be long. */
    public static final int PAGE = 100;
    private static final Logger LOG = LoggerFactory.getLogger(SealedRecords.class);

    private final SharedRecords records;
    private final String name;
    private final SealedText seal;

    SealedRecords(SharedRecords records, String name, SealedText seal) {
        this.records = records;
        this.name = name;
        this.seal = seal;
    }

    /** Written after a position, the next {@link #PAGE} of them. */
    public List<SharedRecord> after(long position) throws IOException {
        return after(position, PAGE);
    }

    List<SharedRecord> after(long position, int most) throws IOException {
        return records.after(name, position, most);
    }

    /** @throws IOException where somebody who has no node key has written it */
    public String open(SharedRecord record) throws IOException {
        return seal.open(place(record.key()), record.value());
    }

    /** Writes these, whatever they said before. */
    public void put(Map<String, String> texts) throws IOException {
        for (Map<String, String> each : parts(texts)) {
            records.put(name, each);
        }
    }

    /**
     * Writes those that nobody has written before.
     *
     * @return which ones are there now
     */
    public Set<String> add(Map<String, String> texts) throws IOException {
        var all = new HashSet<String>();
        for (Map<String, String> each : parts(texts)) {
            records.add(name, each);
            all.addAll(each.keySet());
        }
        return all;
    }

    /**
     * Writes it if nobody has done so since.
     *
     * @param before the version that was read
     * @return whether it was written
     */
    public boolean exchange(String key, long before, String text) throws IOException {
        return records.exchange(name, key, before, seal.seal(place(key), text));
    }

    private List<Map<String, String>> parts(Map<String, String> texts) throws IOException {
        var parts = new ArrayList<Map<String, String>>();
        for (Map.Entry<String, String> each : texts.entrySet()) {
            String value = seal.seal(place(each.getKey()), each.getValue());
            if (value.length() > SharedRecords.LONGEST_VALUE) {
                LOG.warn("'{}' is longer than other nodes can be told; it is at this node only", each.getKey());
                continue;
            }
            if (parts.isEmpty() || parts.getLast().size() == PAGE) {
                parts.add(new LinkedHashMap<>());
            }
            parts.getLast().put(each.getKey(), value);
        }
        return parts;
    }

    private String place(String key) {
        return name + " " + key;
    }
}

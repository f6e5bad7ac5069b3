package org.groundswell.pages.publishing;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which parts of files are in the database, and since when no version needs them. For one thread at a time. */
final class HeardParts {
    /**
     * A part that no version needs may be one of a version that somebody publishes right now, at another node: the parts come
     * first.
     */
    static final Duration GRACE = Duration.ofHours(1);

    /** The places of what was written last. */
    private final Map<String, Long> places = new HashMap<>();
    private final Map<String, Instant> unneeded = new HashMap<>();

    void forget() {
        places.clear();
        unneeded.clear();
    }

    /** Whoever has written it anew, needs it. */
    void add(String name, long place) {
        places.put(name, place);
        unneeded.remove(name);
    }

    void remove(String name) {
        places.remove(name);
        unneeded.remove(name);
    }

    boolean has(String name) {
        return places.containsKey(name);
    }

    long place(String name) {
        return places.get(name);
    }

    Set<String> names() {
        return Set.copyOf(places.keySet());
    }

    /** Those that were needed by no version for {@link #GRACE}. */
    List<String> over(Set<String> needed, Instant now) {
        unneeded.keySet().removeAll(needed);
        for (String each : places.keySet()) {
            if (!needed.contains(each)) {
                unneeded.putIfAbsent(each, now);
            }
        }
        return unneeded.entrySet().stream().filter(each -> !now.isBefore(each.getValue().plus(GRACE))).map(Map.Entry::getKey)
                .sorted().toList();
    }
}

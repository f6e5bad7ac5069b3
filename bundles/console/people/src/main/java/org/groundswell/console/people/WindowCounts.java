package org.groundswell.console.people;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * How often something was counted since a moment that all keys have in common, and after a while anew: what was counted here,
 * and what others have told. Thread-safe.
 */
final class WindowCounts {
    private final Duration window;
    private final Clock clock;
    /** Which others know. */
    private Map<String, Integer> told = new HashMap<>();
    private Map<String, Integer> untold = new HashMap<>();
    private Instant begun = Instant.EPOCH;

    /** What nodes tell each other: since when what was counted. */
    record Told(Instant begun, Map<String, Integer> counts) {
        static final Told NOTHING = new Told(Instant.EPOCH, Map.of());
    }

    WindowCounts(Duration window, Clock clock) {
        this.window = window;
        this.clock = clock;
    }

    /** Counts one more and returns how many there are now. */
    synchronized int add(String key) {
        if (isOver(begun)) {
            begin(clock.instant());
        }
        untold.merge(key, 1, Integer::sum);
        return count(key);
    }

    synchronized int count(String key) {
        return isOver(begun) ? 0 : told.getOrDefault(key, 0) + untold.getOrDefault(key, 0);
    }

    /** How many keys are counted. */
    synchronized int size() {
        return isOver(begun) ? 0 : told.size() + untold.size();
    }

    /** Whether there is something that others do not know. */
    synchronized boolean hasNews() {
        return !isOver(begun) && !untold.isEmpty();
    }

    /** What others know, and what only this node does. */
    synchronized Told both(Told others) {
        var both = new HashMap<>(isOver(others.begun()) ? Map.of() : others.counts());
        untold.forEach((key, count) -> both.merge(key, count, Integer::sum));
        return new Told(isOver(others.begun()) ? begun : others.begun(), both);
    }

    /** They know this, that was {@link #both} with it or not. */
    synchronized void heard(Told others) {
        if (!isOver(others.begun())) {
            if (isOver(begun)) {
                untold.clear();
            }
            begun = others.begun();
            told = new HashMap<>(others.counts());
        }
    }

    /** As much of what was counted here is known to others. */
    synchronized void tell(Told before, Told after) {
        after.counts().forEach((key, count) -> {
            int known = isOver(before.begun()) ? 0 : before.counts().getOrDefault(key, 0);
            untold.computeIfPresent(key, (_, mine) -> mine <= count - known ? null : Integer.valueOf(mine - count + known));
        });
        heard(after);
    }

    private void begin(Instant now) {
        begun = now;
        told = new HashMap<>();
        untold = new HashMap<>();
    }

    private boolean isOver(Instant begin) {
        return begin.plus(window).isBefore(clock.instant());
    }
}

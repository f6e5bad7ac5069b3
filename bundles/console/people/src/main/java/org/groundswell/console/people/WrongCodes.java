package org.groundswell.console.people;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Wrong codes of each person's second factor, wherever they come from: whoever has learned a password must not find the
 * code by trying. Beyond the limit only recovery codes count, which nobody finds. Thread-safe.
 */
final class WrongCodes {
    static final Duration WINDOW = Duration.ofMinutes(15);
    static final int ALLOWED = 20;

    private final Clock clock;
    /** By name: there are as many as people at most. */
    private final Map<String, Count> counts = new HashMap<>();

    /** Since when how many were wrong. */
    private record Count(Instant begun, int wrong) {
    }

    WrongCodes(Clock clock) {
        this.clock = clock;
    }

    /** Whether codes that change count no more for now. */
    synchronized boolean isOver(String name) {
        return current(name).wrong >= ALLOWED;
    }

    synchronized void note(String name) {
        Count before = current(name);
        counts.put(name, new Count(before.begun, before.wrong + 1));
    }

    private Count current(String name) {
        Count count = counts.get(name);
        return count == null || count.begun.plus(WINDOW).isBefore(clock.instant()) ? new Count(clock.instant(), 0) : count;
    }
}

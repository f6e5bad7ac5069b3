package org.groundswell.console.people;

import java.time.Clock;
import java.time.Duration;

/**
 * Wrong codes of each person's second factor, wherever they come from, and at whichever node: whoever has learned a password
 * must not find the code by trying. Beyond the limit only recovery codes count, which nobody finds. Thread-safe.
 */
final class WrongCodes {
    static final Duration WINDOW = Duration.ofMinutes(15);
    static final int ALLOWED = 20;

    /** By name: there are as many as people at most. */
    private final WindowCounts counts;

    WrongCodes(Clock clock) {
        this.counts = new WindowCounts(WINDOW, clock);
    }

    /** What other nodes have a part in. */
    WindowCounts counts() {
        return counts;
    }

    /** Whether codes that change count no more for now. */
    boolean isOver(String name) {
        return counts.count(name) >= ALLOWED;
    }

    void note(String name) {
        counts.add(name);
    }
}

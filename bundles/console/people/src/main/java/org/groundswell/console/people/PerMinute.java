package org.groundswell.console.people;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** A few things a minute that strangers cause; the rest of that minute goes unsaid. Thread-safe. */
final class PerMinute {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int MOST = 20;

    private final Clock clock;
    private Instant begun = Instant.EPOCH;
    private int count;

    PerMinute(Clock clock) {
        this.clock = clock;
    }

    /** Whether there is room for another one in this minute. */
    synchronized boolean isOne() {
        if (begun.plus(MINUTE).isBefore(clock.instant())) {
            begun = clock.instant();
            count = 0;
        }
        return ++count <= MOST;
    }
}

package org.groundswell.console.rest;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** How many calls a token has made in this minute. Only tokens that are right come here, so there are few. Thread-safe. */
final class CallLimit {
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final int most;
    private final Clock clock;
    private final Map<String, Integer> counts = new HashMap<>();
    private Instant begun = Instant.EPOCH;

    CallLimit(int most, Clock clock) {
        this.most = most;
        this.clock = clock;
    }

    /** Counts a call; returns after how many seconds it may be made, 0 for now. */
    synchronized int wait(String token) {
        Instant now = clock.instant();
        if (!begun.plus(WINDOW).isAfter(now)) {
            begun = now;
            counts.clear();
        }
        return counts.merge(token, 1, Integer::sum) <= most ? 0
                : (int) Duration.between(now, begun.plus(WINDOW)).toSeconds() + 1;
    }
}

package org.groundswell.pages.publishing;

import java.time.Duration;
import java.time.Instant;

/** How long to wait before what has failed is tried again: longer each time. Not thread-safe. */
final class Backoff {
    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private Instant last = Instant.MIN;
    private Duration pause = Duration.ZERO;

    /** A clock that was put back keeps nobody waiting. */
    boolean isOver(Instant now) {
        return now.isBefore(last) || !now.isBefore(last.plus(pause));
    }

    void failed(Instant now) {
        last = now;
        Duration next = pause.isZero() ? FIRST : pause.multipliedBy(2);
        pause = next.compareTo(LONGEST) > 0 ? LONGEST : next;
    }

    void forget() {
        last = Instant.MIN;
        pause = Duration.ZERO;
    }
}

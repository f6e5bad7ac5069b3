package org.groundswell.console.people;

import java.time.Duration;
import java.time.Instant;

/**
 * How long a session goes on.
 *
 * @param idle    without a request
 * @param longest whatever its owner does
 */
record SessionLimits(Duration idle, Duration longest) {
    private static final Duration FOR_A_CODE = Duration.ofMinutes(5);
    private static final Duration USE_IS_TOLD_EACH = Duration.ofMinutes(1);
    private static final int TOLD_WHILE_IDLE = 10;

    boolean areOver(Session session, Instant now) {
        return session.used().plus(idle).isBefore(now) || session.begun().plus(longest).isBefore(now)
                || session.waitsForCode() && session.begun().plus(FOR_A_CODE).isBefore(now);
    }

    /** How late other nodes hear that it is used. */
    Duration untold() {
        Duration pause = idle.dividedBy(TOLD_WHILE_IDLE);
        return pause.compareTo(USE_IS_TOLD_EACH) < 0 ? pause : USE_IS_TOLD_EACH;
    }
}

package org.groundswell.donations.webhooks;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * When to try again: three times as late with each failure, up to a longest pause, and not all at the same moment.
 *
 * @param first   the pause after the first failure
 * @param longest no pause is longer
 */
record Backoff(Duration first, Duration longest) {
    private static final int FACTOR = 3;
    /** Of the pause, at most so much more or less. */
    private static final double JITTER = 0.2;

    /** @param failures how many there were in a row, at least 1 */
    Duration after(int failures) {
        Duration pause = first;
        for (int i = 1; i < failures && pause.compareTo(longest) < 0; i++) {
            pause = pause.multipliedBy(FACTOR);
        }
        long millis = Math.min(pause.toMillis(), longest.toMillis());
        return Duration.ofMillis((long) (millis * ThreadLocalRandom.current().nextDouble(1 - JITTER, 1 + JITTER)));
    }
}

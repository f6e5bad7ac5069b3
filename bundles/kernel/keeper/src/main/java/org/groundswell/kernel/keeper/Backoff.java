package org.groundswell.kernel.keeper;

import java.util.concurrent.TimeUnit;

/** The pause after a restart: twice as long after each one more, an hour at most. */
public final class Backoff {
    private static final long LONGEST_NANOS = TimeUnit.HOURS.toNanos(1);

    private Backoff() {
    }

    /** @param restarts those before this one */
    public static long nanos(int firstMillis, int restarts) {
        long pause = TimeUnit.MILLISECONDS.toNanos(firstMillis);
        for (int i = 0; i < restarts && pause < LONGEST_NANOS; i++) {
            pause *= 2;
        }
        return Math.min(pause, LONGEST_NANOS);
    }
}

package org.groundswell.kernel.keeper;

import java.util.concurrent.TimeUnit;

/**
 * How long a new jar is given; changed settings count for the next one.
 *
 * @param startNanos     for the start of a bundle; longer, and it is interrupted
 * @param settleNanos    until its ports and health checks are back
 * @param probationNanos until it counts as good
 * @param failuresAllowed broken calls meanwhile
 */
record Patience(long startNanos, long settleNanos, long probationNanos, int failuresAllowed) {

    static Patience of(NodeKeeper.Config config) {
        return new Patience(TimeUnit.MILLISECONDS.toNanos(config.startMillis()),
                TimeUnit.MILLISECONDS.toNanos(config.settleMillis()),
                TimeUnit.MILLISECONDS.toNanos(config.probationMillis()), config.failuresAllowed());
    }
}

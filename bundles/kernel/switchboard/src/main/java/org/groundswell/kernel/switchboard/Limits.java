package org.groundswell.kernel.switchboard;

import java.util.concurrent.TimeUnit;

/**
 * How long and in what number calls wait. Gates and ports ask for the limits of now, so that changed settings count at
 * the next call and nothing has to be made anew for them. Immutable.
 *
 * @param holdNanos  how long a call waits for a provider; less than {@code drainNanos}, see {@link Gate}
 * @param drainNanos how long a provider waits for its last calls
 * @param maxWaiting calls that may wait at one port
 */
record Limits(long holdNanos, long drainNanos, int maxWaiting) {

    Limits {
        if (holdNanos >= drainNanos) {
            throw new IllegalArgumentException("holdMillis: expected less than drainMillis ("
                    + TimeUnit.NANOSECONDS.toMillis(drainNanos) + "), found "
                    + TimeUnit.NANOSECONDS.toMillis(holdNanos));
        }
    }

    static Limits of(Switchboard.Config config) {
        return new Limits(TimeUnit.MILLISECONDS.toNanos(config.holdMillis()),
                TimeUnit.MILLISECONDS.toNanos(config.drainMillis()), config.maxWaiting());
    }
}

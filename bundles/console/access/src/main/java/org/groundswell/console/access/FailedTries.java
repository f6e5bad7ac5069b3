package org.groundswell.console.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wrong passwords in this minute, by address. Says them in the log: the first of an address, and that it has reached
 * its limit. Bounded in memory and in lines. Thread-safe.
 */
final class FailedTries {
    private static final Logger LOG = LoggerFactory.getLogger(FailedTries.class);
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int ALLOWED = 10;
    private static final int MOST_ADDRESSES = 1_000;
    private static final int MOST_LINES = 20;

    private final Clock clock;
    private final Map<String, Integer> counts = new HashMap<>();
    private Instant begun = Instant.EPOCH;
    private int lines;

    FailedTries(Clock clock) {
        this.clock = clock;
    }

    /** Notes a wrong password; returns whether this address has tried more than its share of them. */
    synchronized boolean note(String address) {
        if (begun.plus(WINDOW).isBefore(clock.instant())) {
            begun = clock.instant();
            counts.clear();
            lines = 0;
        }
        if (counts.size() >= MOST_ADDRESSES && !counts.containsKey(address)) {
            return true;
        }
        int count = counts.merge(address, 1, Integer::sum);
        if (count == 1 || count == ALLOWED + 1) {
            say(address, count);
        }
        return count > ALLOWED;
    }

    /** How many lines were written in this minute. */
    synchronized int lines() {
        return lines;
    }

    private void say(String address, int count) {
        if (lines >= MOST_LINES) {
            return;
        }
        lines++;
        if (lines == MOST_LINES) {
            LOG.warn("Wrong passwords are tried on the web console from many addresses; the others of this minute are"
                    + " not named");
        } else if (count == 1) {
            LOG.warn("A wrong password was tried on the web console from {}", address);
        } else {
            LOG.warn("More than {} wrong passwords in a minute were tried on the web console from {}", ALLOWED,
                    address);
        }
    }
}

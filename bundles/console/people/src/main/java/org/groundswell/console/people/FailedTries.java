package org.groundswell.console.people;

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

    /**
     * What a wrong password of an address is.
     *
     * @param tooMany whether it has tried more than its share of them
     * @param isSaid  whether it was worth a line, which few are
     * @param count   how many it has tried in this minute
     */
    record Try(boolean tooMany, boolean isSaid, int count) {
    }

    /** Whether this address has tried its share of wrong passwords in this minute. */
    synchronized boolean isOver(String address) {
        return begun.plus(WINDOW).isAfter(clock.instant()) && counts.getOrDefault(address, 0) >= ALLOWED;
    }

    /** Notes a wrong password. */
    synchronized Try note(String address) {
        if (begun.plus(WINDOW).isBefore(clock.instant())) {
            begun = clock.instant();
            counts.clear();
            lines = 0;
        }
        if (counts.size() >= MOST_ADDRESSES && !counts.containsKey(address)) {
            return new Try(true, false, 0);
        }
        int count = counts.merge(address, 1, Integer::sum);
        boolean isSaid = (count == 1 || count == ALLOWED + 1) && lines < MOST_LINES;
        if (isSaid) {
            say(address, count);
        }
        return new Try(count > ALLOWED, isSaid, count);
    }

    /** How many lines were written in this minute. */
    synchronized int lines() {
        return lines;
    }

    private void say(String address, int count) {
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

package org.groundswell.console.people;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wrong passwords in this minute, by address, with those at other nodes. Says them in the log: the first of an address, and
 * that it has reached its limit. Bounded in memory and in lines. Thread-safe.
 */
final class FailedTries {
    private static final Logger LOG = LoggerFactory.getLogger(FailedTries.class);
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int ALLOWED = 10;
    private static final int MOST_ADDRESSES = 1_000;
    private static final int MOST_LINES = 20;

    private final Clock clock;
    private final WindowCounts counts;
    /** Which addresses the log says in this minute, and with an exclamation mark those that have reached the limit. */
    private final Set<String> said = new HashSet<>();
    private Instant begun = Instant.EPOCH;
    private int lines;

    FailedTries(Clock clock) {
        this.clock = clock;
        this.counts = new WindowCounts(WINDOW, clock);
    }

    /** What other nodes have a part in. */
    WindowCounts counts() {
        return counts;
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

    /** Somebody at this address, who has perhaps tried wrong passwords in this minute. */
    synchronized Asker asker(String address) {
        int count = counts.count(address);
        return new Asker(address, count == 0, count >= ALLOWED);
    }

    /** Notes a wrong password. */
    synchronized Try note(String address) {
        if (begun.plus(WINDOW).isBefore(clock.instant())) {
            begun = clock.instant();
            said.clear();
            lines = 0;
        }
        if (counts.size() >= MOST_ADDRESSES && counts.count(address) == 0) {
            return new Try(true, false, 0);
        }
        int count = counts.add(address);
        boolean isSaid = lines < MOST_LINES && (count <= ALLOWED ? said.add(address) : said.add(address + "!"));
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
        } else if (count <= ALLOWED) {
            LOG.warn("A wrong password was tried on the web console from {}", address);
        } else {
            LOG.warn("More than {} wrong passwords in a minute were tried on the web console from {}", ALLOWED,
                    address);
        }
    }
}

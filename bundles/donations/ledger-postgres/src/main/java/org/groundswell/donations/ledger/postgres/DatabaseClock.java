package org.groundswell.donations.ledger.postgres;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far this node's clock is from the database's, and so from those of the other nodes: forms that one has made are too
 * young or too old for another, and times in the book do not follow each other. Thread-safe.
 */
final class DatabaseClock {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseClock.class);
    /** As {@code bin/groundswell doctor} has it. */
    private static final Duration APART = Duration.ofSeconds(10);

    private final Readers readers;
    private final InstantSource clock;
    /** Null where there is nothing to say. */
    private volatile String warning;

    DatabaseClock(Readers readers, InstantSource clock) {
        this.readers = readers;
        this.clock = clock;
    }

    /** Asks the database, which may be away: what was known of it stays. */
    void look() {
        try {
            note(ahead());
        } catch (LedgerUnavailableException e) {
            LOG.debug("The clocks are compared later", e);
        }
    }

    /** What is to be said of it. */
    Optional<String> warning() {
        return Optional.ofNullable(warning);
    }

    /** By so much this node is ahead at least; an answer that was long under way is no difference. */
    private Duration ahead() {
        Instant before = clock.instant();
        Instant there = readers.ask(queries -> queries.all(row -> row.getObject(1, OffsetDateTime.class),
                "SELECT clock_timestamp()")).getFirst().toInstant();
        Instant after = clock.instant();
        if (there.isBefore(before)) {
            return Duration.between(there, before);
        }
        return there.isAfter(after) ? Duration.between(there, after) : Duration.ZERO;
    }

    private void note(Duration ahead) {
        boolean wasSaid = warning != null;
        if (ahead.abs().compareTo(APART) <= 0) {
            warning = null;
            if (wasSaid) {
                LOG.info("This machine's clock and the database's are together again");
            }
            return;
        }
        warning = "This machine's clock is " + ahead.abs().toSeconds() + " s " + (ahead.isNegative() ? "behind" : "ahead of")
                + " that of the database: set it (NTP), or forms of this node are too young or too old for the others";
        if (!wasSaid) {
            LOG.warn("{}", warning);
        }
    }
}

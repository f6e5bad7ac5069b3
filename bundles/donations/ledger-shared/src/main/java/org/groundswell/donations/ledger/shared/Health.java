package org.groundswell.donations.ledger.shared;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What became of the last commits, for the admin. Thread-safe. */
public final class Health {
    private static final Logger LOG = LoggerFactory.getLogger(Health.class);
    /** A full disk refuses a thousand gifts for one reason: it is said once, and then now and then. */
    private static final Duration SAID_AGAIN = Duration.ofSeconds(10);
    private static final Duration REMEMBERED = Duration.ofMinutes(15);

    private final InstantSource clock;
    private String failure;
    private Instant said = Instant.MIN;
    private String breakdown;
    private Instant brokeDown = Instant.MIN;

    public Health(InstantSource clock) {
        this.clock = clock;
    }

    public synchronized void committed() {
        if (failure != null) {
            LOG.info("The ledger can be written again");
        }
        failure = null;
    }

    /** The ledger cannot be written. */
    public synchronized void failed(String message) {
        Instant now = clock.instant();
        if (!message.equals(failure) || Duration.between(said, now).compareTo(SAID_AGAIN) > 0) {
            LOG.error("The ledger cannot be written: {}", message);
            said = now;
        }
        failure = message;
    }

    /** One command met what no command should; the next ones go on. */
    public synchronized void brokeDown(Throwable cause) {
        breakdown = cause.toString();
        brokeDown = clock.instant();
        LOG.error("A command broke down in the ledger's writer, which goes on", cause);
    }

    /** Why the last commit failed. */
    public synchronized Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /** What went wrong lately without stopping gifts. */
    public synchronized Optional<String> warning() {
        boolean lately = breakdown != null && brokeDown.plus(REMEMBERED).isAfter(clock.instant());
        return lately ? Optional.of("At " + brokeDown + " a command broke down: " + breakdown
                + ". It was refused and the writer went on; the log has the rest") : Optional.empty();
    }
}

package org.groundswell.donations.webhooks;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.groundswell.donations.api.EntryPage;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.api.leases.Lease;
import org.groundswell.donations.api.leases.LeaseLostException;
import org.groundswell.donations.api.leases.Leases;
import org.groundswell.kernel.api.ports.PortUnavailableException;
import org.groundswell.shared.loops.Briefly;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which of several nodes tells a receiver, and from where on: up to where all was told is written down with the lease. A
 * node that takes over begins there, unless nobody else has told since it did itself; then its outbox knows better. The
 * others follow the ledger without taking anything. Thread-safe.
 */
final class LeasedEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(LeasedEndpoint.class);
    private static final Duration BETWEEN_NOTES = Duration.ofSeconds(1);

    private final String endpoint;
    private final Leases leases;
    private final Ledger ledger;
    private final Outbox outbox;
    private final Clock clock;
    /** Null while this node does not tell. */
    private volatile Lease lease;
    private volatile Teller teller = Teller.UNKNOWN;
    private long fence;
    /** Whether the reader of the ledger was told the outbox's position, and under which fence. */
    private Optional<Long> readUnder = Optional.empty();
    /** Up to where entries were left to another node; null for none. */
    private String skipped;
    private String noted = "";
    private Instant nextNote = Instant.EPOCH;
    private boolean ended;

    LeasedEndpoint(String endpoint, Leases leases, Ledger ledger, Outbox outbox, Clock clock) {
        this.endpoint = endpoint;
        this.leases = leases;
        this.ledger = ledger;
        this.outbox = outbox;
        this.clock = clock;
        this.fence = outbox.fence();
    }

    /** Which node tells, as far as this one knows. */
    enum Teller {
        OURS, ANOTHERS,
        /** Nobody has asked yet, or the ledger is away. */
        UNKNOWN
    }

    Teller teller() {
        return teller;
    }

    /** Whether it is this node that tells now. */
    synchronized boolean isOurs() {
        if (ended) {
            return false;
        }
        try {
            Optional<Lease> taken = leases.take("webhooks " + endpoint);
            taken.ifPresent(this::take);
            lease = taken.orElse(null);
            teller = taken.isPresent() ? Teller.OURS : Teller.ANOTHERS;
        } catch (LedgerUnavailableException | PortUnavailableException e) {
            LOG.debug("Nobody can say which node tells endpoint {}", endpoint, e);
            lease = null;
            teller = Teller.UNKNOWN;
        }
        return lease != null;
    }

    private void take(Lease taken) {
        if (taken.fence() == fence) {
            return;
        }
        if (taken.isNextAfter(fence) || taken.mark().isEmpty()) {
            outbox.goOn(taken.fence());
        } else {
            outbox.beginAt(taken.mark(), taken.fence());
        }
        LOG.info("Endpoint {} is told by this node from now on", endpoint);
        fence = taken.fence();
        noted = "";
    }

    /** @param own where this node's outbox is */
    synchronized String position(Supplier<String> own) {
        if (isOurs()) {
            skipped = null;
            readUnder = Optional.of(fence);
            return own.get();
        }
        readUnder = Optional.empty();
        if (skipped == null) {
            try {
                skipped = ledger.position();
            } catch (LedgerUnavailableException | PortUnavailableException e) {
                LOG.debug("Endpoint {} waits for the ledger", endpoint, e);
                return own.get();
            }
        }
        return skipped;
    }

    /** What was read after a position of the outbox belongs there, if the outbox did not begin elsewhere since. */
    synchronized void received(EntryPage page, Runnable taking) {
        if (readUnder.isEmpty()) {
            skipped = page.position();
        } else if (isOurs() && readUnder.get() == fence) {
            taking.run();
        }
    }

    /** Writes down how far this node is; without that the next one tells more than once. */
    synchronized void note() {
        if (clock.instant().isBefore(nextNote)) {
            return;
        }
        nextNote = clock.instant().plus(BETWEEN_NOTES);
        noteNow();
    }

    private void noteNow() {
        Lease present = lease;
        Optional<String> told = present == null || present.fence() == 0 ? Optional.empty() : outbox.told();
        if (told.isEmpty() || told.get().equals(noted)) {
            return;
        }
        try {
            leases.note(present, told.get());
            noted = told.get();
        } catch (LeaseLostException e) {
            LOG.info("Endpoint {} is told by another node: {}", endpoint, e.getMessage());
            lease = null;
            teller = Teller.ANOTHERS;
        } catch (LedgerUnavailableException | PortUnavailableException e) {
            LOG.debug("How far endpoint {} was told could not be noted", endpoint, e);
        }
    }

    /** Another node goes on at once. */
    synchronized void end() {
        ended = true;
        Briefly.run("webhooks leave " + endpoint, this::leave);
        lease = null;
        teller = Teller.UNKNOWN;
    }

    private void leave() {
        Lease present = lease;
        if (present == null) {
            return;
        }
        noteNow();
        try {
            leases.giveBack(present);
        } catch (PortUnavailableException e) {
            LOG.debug("Another node tells endpoint {} as soon as the lease has ended", endpoint, e);
        }
    }
}

package org.groundswell.donations.service.settlement;

import java.util.Optional;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.api.leases.Lease;
import org.groundswell.donations.api.leases.LeaseLostException;
import org.groundswell.donations.api.leases.Leases;
import org.groundswell.kernel.api.ports.PortUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A job of which all nodes together need one to do it. One thread does it; any may end it. */
final class LeasedJob {
    private static final Logger LOG = LoggerFactory.getLogger(LeasedJob.class);

    private final String job;
    private final Leases leases;
    /** Null while it is not this node's. */
    private volatile Lease lease;

    LeasedJob(String job, Leases leases) {
        this.job = job;
        this.leases = leases;
    }

    /** What came of asking whose it is. */
    enum Whose {
        OURS, ANOTHERS,
        /** The ledger is away: nobody is to do it. */
        UNKNOWN
    }

    Whose begin() {
        try {
            Optional<Lease> taken = leases.take(job);
            lease = taken.orElse(null);
            return taken.isEmpty() ? Whose.ANOTHERS : Whose.OURS;
        } catch (LedgerUnavailableException | PortUnavailableException e) {
            LOG.debug("Nobody can say whose '{}' is", job, e);
            lease = null;
            return Whose.UNKNOWN;
        }
    }

    /** To be asked before each step. */
    boolean isOurs() {
        Lease present = lease;
        return present != null && leases.isHeld(present);
    }

    /** What was written down by whoever did it before. */
    Optional<String> mark() {
        return Optional.ofNullable(lease).map(Lease::mark).filter(mark -> !mark.isEmpty());
    }

    /** Writes down how far it is; without that the next one does more than it must. */
    void note(String mark) {
        Lease present = lease;
        if (present == null) {
            return;
        }
        try {
            leases.note(present, mark);
        } catch (LeaseLostException | LedgerUnavailableException | PortUnavailableException e) {
            LOG.debug("How far '{}' is could not be noted", job, e);
        }
    }

    /** Leaves it to another node. */
    void end() {
        Lease present = lease;
        lease = null;
        if (present == null) {
            return;
        }
        try {
            leases.giveBack(present);
        } catch (PortUnavailableException e) {
            LOG.debug("Another node does '{}' as soon as the lease has ended", job, e);
        }
    }
}

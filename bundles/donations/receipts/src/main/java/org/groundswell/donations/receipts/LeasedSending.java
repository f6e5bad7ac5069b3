package org.groundswell.donations.receipts;

import java.util.Optional;
import org.groundswell.donations.api.leases.Lease;
import org.groundswell.donations.api.leases.LeaseLostException;
import org.groundswell.donations.api.leases.Leases;
import org.groundswell.donations.api.receipts.ReceiptBook;
import org.groundswell.kernel.api.ports.PortUnavailableException;
import org.groundswell.shared.loops.Briefly;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether it is this node that sends receipts, and the book for the one that does. Used by one thread. */
final class LeasedSending {
    private static final Logger LOG = LoggerFactory.getLogger(LeasedSending.class);
    private static final String JOB = "receipts";

    private final Leases leases;
    private final ReceiptBook all;
    /** Null while another node sends. */
    private Lease lease;
    /** The last one that this node had. */
    private Lease last;
    private ReceiptBook book;

    LeasedSending(Leases leases, ReceiptBook all) {
        this.leases = leases;
        this.all = all;
        this.book = all;
    }

    /** What came of asking whether it is this one. */
    enum Begun {
        /** Another node sends. */
        NOT,
        /** This node goes on: nobody else had it in between. */
        AGAIN,
        /** Others may have sent since this node did. */
        ANEW
    }

    Begun begin() {
        Optional<Lease> taken = leases.take(JOB);
        lease = taken.orElse(null);
        if (lease == null) {
            return Begun.NOT;
        }
        book = all.under(lease);
        boolean again = last != null && follows(last, lease);
        last = lease;
        return again ? Begun.AGAIN : Begun.ANEW;
    }

    private static boolean follows(Lease before, Lease now) {
        boolean same = before.fence() == now.fence() && before.holder().equals(now.holder());
        return same || now.isNextAfter(before.fence());
    }

    /** To be called before each step that cannot be taken back. */
    void require() {
        if (!leases.isHeld(lease)) {
            throw new LeaseLostException(lease);
        }
    }

    ReceiptBook book() {
        return book;
    }

    private void giveBack(Lease given) {
        try {
            leases.giveBack(given);
        } catch (PortUnavailableException e) {
            LOG.debug("Another node sends receipts as soon as this one's lease has ended", e);
        }
    }

    /** Lets another node send at once. */
    void end() {
        if (lease == null) {
            return;
        }
        Lease given = lease;
        lease = null;
        Briefly.run("receipts leave", () -> giveBack(given));
    }
}

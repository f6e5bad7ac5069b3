package org.groundswell.donations.api.leases;

import java.util.List;
import java.util.Optional;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Which node does a job that must run once. Comes with the ledger that the nodes share, and counts by its clock; a ledger
 * of one node gives every lease to that node ({@link SoleHolder}). Thread-safe.
 *
 * <p>A lease that was taken is renewed until it is given back, so a job may take as long as it likes. It is lost when the
 * ledger cannot be reached for the length of a lease, and goes to another node when this one dies. A job asks
 * {@link #isHeld} before each of its steps, and lets the ledger refuse what counts: by {@link #note}, or by
 * {@link org.groundswell.donations.api.receipts.ReceiptBook#under}.
 */
@ProviderType
public interface Leases {

    /**
     * Takes the lease, or says that this node has it already.
     *
     * @param job a name as in {@link Lease}
     * @return nothing while another node has it
     * @throws LedgerUnavailableException if nobody can say: then the job is not to be done
     */
    Optional<Lease> take(String job);

    /** Whether this node may go on, as far as it knows without asking anybody; answers at once. */
    boolean isHeld(Lease lease);

    /**
     * Writes down how far the job is, for whoever takes it over.
     *
     * @throws LeaseLostException         if another node has it: what that one wrote down stays
     * @throws LedgerUnavailableException if it could not be written
     */
    void note(Lease lease, String mark);

    /** Lets another node do the job at once; changes nothing where another one has it. Throws nothing. */
    void giveBack(Lease lease);

    /** What this node does now. */
    List<Lease> held();
}

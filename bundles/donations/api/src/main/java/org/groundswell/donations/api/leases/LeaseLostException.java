package org.groundswell.donations.api.leases;

/** Another node has taken over a job: nothing was written. Whoever had it stops, and asks for the lease anew. */
public class LeaseLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LeaseLostException(Lease lease) {
        super("another node does '" + lease.job() + "' now (the fence " + lease.fence() + " does not count any more): ask"
                + " for the lease again before going on");
    }
}

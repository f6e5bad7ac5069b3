package org.groundswell.donations.api.leases;

import java.util.UUID;

/**
 * That one node does a job. Immutable; whether it still does is asked of {@link Leases}.
 *
 * @param job    its name, such as {@code receipts}
 * @param holder the node, under a name that it has for one start of its ledger only
 * @param fence  grows by one whenever the job goes to another holder, and stays while it is renewed: whoever comes with
 *               a lower one has slept. 0 where no other node can ever have the job
 * @param mark   what the last holder wrote down with {@link Leases#note}; "" where nobody did
 */
public record Lease(String job, UUID holder, long fence, String mark) {
    private static final String NAME = "[a-z][^\\p{Cntrl}]{0,199}";

    public Lease {
        if (!job.matches(NAME)) {
            throw new IllegalArgumentException("a job's name: expected a small letter and up to 199 other characters"
                    + " on the same line, found something else");
        }
    }

    /**
     * Whether nobody else had the job since a lease with this fence, so that its holder goes on: a ledger that was swapped,
     * or whose settings were saved, gives the next one to the same node. Never after 0.
     */
    public boolean isNextAfter(long before) {
        return before > 0 && fence == before + 1;
    }
}

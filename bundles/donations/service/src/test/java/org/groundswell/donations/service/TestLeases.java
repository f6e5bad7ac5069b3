package org.groundswell.donations.service;

import java.util.Optional;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.api.leases.Lease;
import org.groundswell.donations.api.leases.SoleHolder;

/** What a ledger of several nodes says to one of them. */
public final class TestLeases extends SoleHolder {
    /** Whether another node has all jobs. */
    public boolean elsewhere;
    /** Whether nobody can say. */
    public boolean away;
    /** How often a job is told yet that it may go on. */
    public int steps = Integer.MAX_VALUE;
    /** What was written down last. */
    public String mark = "";

    @Override
    public Optional<Lease> take(String job) {
        if (away) {
            throw new LedgerUnavailableException("the database is away");
        }
        return elsewhere ? Optional.empty() : super.take(job).map(each -> new Lease(job, each.holder(), 0, mark));
    }

    @Override
    public boolean isHeld(Lease lease) {
        return !elsewhere && steps-- > 0 && held().stream().anyMatch(each -> each.job().equals(lease.job()));
    }

    @Override
    public void note(Lease lease, String text) {
        mark = text;
    }

    @Override
    public void giveBack(Lease lease) {
        held().stream().filter(each -> each.job().equals(lease.job())).forEach(super::giveBack);
    }
}

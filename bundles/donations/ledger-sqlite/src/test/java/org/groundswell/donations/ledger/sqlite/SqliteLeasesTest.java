package org.groundswell.donations.ledger.sqlite;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.UUID;
import org.groundswell.donations.api.leases.Lease;
import org.groundswell.donations.api.leases.Leases;
import org.groundswell.donations.contract.LeasesContract;
import org.junit.Test;

public class SqliteLeasesTest extends LeasesContract {
    private final SqliteLeases leases = new SqliteLeases();

    @Override
    protected Leases leases() {
        return leases;
    }

    @Test
    public void whatRunsWhileTheLedgerIsSwappedGoesOn() {
        Lease lease = leases.take("receipts").orElseThrow();
        var swapped = new SqliteLeases();
        assertTrue(swapped.isHeld(lease));
        assertFalse("another ledger's", swapped.isHeld(new Lease("receipts", new UUID(1, 1), 1, "")));
        swapped.giveBack(lease);
        assertFalse(swapped.isHeld(lease));
    }
}

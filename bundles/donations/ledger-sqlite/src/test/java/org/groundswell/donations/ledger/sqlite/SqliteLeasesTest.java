package org.groundswell.donations.ledger.sqlite;

import org.groundswell.donations.api.leases.Leases;
import org.groundswell.donations.contract.LeasesContract;

public class SqliteLeasesTest extends LeasesContract {
    private final SqliteLeases leases = new SqliteLeases();

    @Override
    protected Leases leases() {
        return leases;
    }
}

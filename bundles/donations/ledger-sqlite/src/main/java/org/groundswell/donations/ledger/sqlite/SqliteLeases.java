package org.groundswell.donations.ledger.sqlite;

import org.groundswell.donations.api.leases.Leases;
import org.groundswell.donations.api.leases.SoleHolder;
import org.groundswell.kernel.api.ports.Port;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.condition.Condition;

/** A node that stands alone does every job, for as long as its ledger is this one. */
@Port(port = "donations.leases")
@Component(service = Leases.class)
public final class SqliteLeases extends SoleHolder {

    @Activate
    public SqliteLeases(@Reference(target = "(" + Condition.CONDITION_ID + "=" + SqliteUse.CONDITION + ")") Condition use) {
    }

    SqliteLeases() {
    }
}

package org.groundswell.donations.ledger.postgres;

import org.apache.felix.hc.api.HealthCheck;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.ledger.shared.LedgerHealth;
import org.groundswell.kernel.api.health.HealthTags;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.condition.Condition;

/** Whether donations can be recorded. */
@Component(service = HealthCheck.class, property = {HealthCheck.NAME + "=ledger", HealthCheck.TAGS + "=" + HealthTags.READY,
    HealthCheck.TAGS + "=" + HealthTags.GIFTS})
public final class LedgerCheck extends LedgerHealth {

    @Activate
    public LedgerCheck(@Reference Ledger ledger, @Reference(target = PostgresUse.TARGET) Condition use) {
        super(ledger, "The database cannot be written: {}. "
                + "Look at the database server and the network; gifts go on by themselves");
    }
}

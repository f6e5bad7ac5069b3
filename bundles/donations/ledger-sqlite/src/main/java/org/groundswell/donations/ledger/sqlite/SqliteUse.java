package org.groundswell.donations.ledger.sqlite;

import java.util.Hashtable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.condition.Condition;

/**
 * Says that this node's ledger is in SQLite. Where the settings deny it, gifts wait for the other ledger, from the first
 * moment of a start on: a book that is kept at two places is none.
 */
@Component(service = {}, immediate = true, configurationPid = "org.groundswell.donations.ledger.sqlite")
public final class SqliteUse {
    static final String CONDITION = "org.groundswell.donations.ledger.sqlite.use";

    private final ServiceRegistration<Condition> registration;

    @Activate
    public SqliteUse(BundleContext context, SqliteLedger.Config config) {
        var properties = new Hashtable<String, Object>();
        properties.put(Condition.CONDITION_ID, CONDITION);
        registration = config.use() ? context.registerService(Condition.class, Condition.INSTANCE, properties) : null;
    }

    @Deactivate
    void end() {
        if (registration != null) {
            registration.unregister();
        }
    }
}

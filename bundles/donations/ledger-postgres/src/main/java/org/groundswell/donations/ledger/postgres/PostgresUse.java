package org.groundswell.donations.ledger.postgres;

import java.util.Hashtable;
import org.groundswell.donations.ledger.shared.Move;
import org.groundswell.kernel.api.node.NodeFolder;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.condition.Condition;

/**
 * Says that this node's ledger is in PostgreSQL: by its settings, or because the book was moved there. Thread-safe.
 */
@Component(service = PostgresUse.class, immediate = true, configurationPid = "org.groundswell.donations.ledger.postgres",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class PostgresUse {
    static final String CONDITION = "org.groundswell.donations.ledger.postgres.use";
    static final String TARGET = "(" + Condition.CONDITION_ID + "=" + CONDITION + ")";

    private final BundleContext context;
    private ServiceRegistration<Condition> registration;

    @Activate
    public PostgresUse(BundleContext context, PostgresLedger.Config config) {
        this.context = context;
        if (config.use() || Move.isOver(NodeFolder.of(context).resolve(config.from()))) {
            begin();
        }
    }

    synchronized boolean isInForce() {
        return registration != null;
    }

    /** From now on, and after the next start if the book was moved. */
    synchronized void begin() {
        var properties = new Hashtable<String, Object>();
        properties.put(Condition.CONDITION_ID, CONDITION);
        registration = context.registerService(Condition.class, Condition.INSTANCE, properties);
    }

    @Deactivate
    synchronized void end() {
        if (registration != null) {
            registration.unregister();
            registration = null;
        }
    }
}

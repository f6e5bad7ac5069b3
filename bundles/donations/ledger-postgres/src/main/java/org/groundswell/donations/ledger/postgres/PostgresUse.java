package org.groundswell.donations.ledger.postgres;

import org.groundswell.donations.ledger.shared.HeldCondition;
import org.groundswell.donations.ledger.shared.Move;
import org.groundswell.kernel.api.node.NodeFolder;
import org.osgi.framework.BundleContext;
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

    private final HeldCondition use;

    @Activate
    public PostgresUse(BundleContext context, PostgresSettings config) {
        use = new HeldCondition(context, CONDITION);
        if (config.use() || Move.isOver(NodeFolder.of(context).resolve(config.from()))) {
            begin();
        }
    }

    boolean isInForce() {
        return use.isHeld();
    }

    /** From now on, and after the next start if the book was moved. */
    void begin() {
        use.hold();
    }

    @Deactivate
    void end() {
        use.close();
    }
}

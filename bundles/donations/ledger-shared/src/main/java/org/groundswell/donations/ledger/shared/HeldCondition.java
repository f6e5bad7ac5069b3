package org.groundswell.donations.ledger.shared;

import java.util.Hashtable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.condition.Condition;

/** A condition (OSGi Compendium, section 117) that holds while somebody says so. Thread-safe. */
public final class HeldCondition implements AutoCloseable {
    private final BundleContext context;
    private final String id;
    private ServiceRegistration<Condition> registration;

    /** Does not hold yet. */
    public HeldCondition(BundleContext context, String id) {
        this.context = context;
        this.id = id;
    }

    public synchronized boolean isHeld() {
        return registration != null;
    }

    /** From now on; whoever waits for it begins before this returns. */
    public synchronized void hold() {
        if (registration == null) {
            var properties = new Hashtable<String, Object>();
            properties.put(Condition.CONDITION_ID, id);
            registration = context.registerService(Condition.class, Condition.INSTANCE, properties);
        }
    }

    /** Not any more; whoever needs it has ended when this returns. */
    @Override
    public synchronized void close() {
        if (registration != null) {
            registration.unregister();
            registration = null;
        }
    }
}

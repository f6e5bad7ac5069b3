package org.groundswell.kernel.switchboard;

import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What of a provider can be seen from outside: the interfaces it is registered under. A class beside them is for the
 * provider's own bundle, which alone still sees the provider itself.
 */
record Facade(List<Class<?>> interfaces, boolean hasClasses) {
    static final Facade NONE = new Facade(List.of(), true);
    private static final Logger LOG = LoggerFactory.getLogger(Facade.class);

    static Facade of(ServiceReference<?> reference) {
        var interfaces = new ArrayList<Class<?>>();
        Bundle bundle = reference.getBundle();
        var names = (String[]) reference.getProperty(Constants.OBJECTCLASS);
        for (String name : names) {
            try {
                Class<?> type = bundle.loadClass(name);
                if (type.isInterface()) {
                    interfaces.add(type);
                }
            } catch (ClassNotFoundException | IllegalStateException e) {
                LOG.error("{} does not see {}, under which it registers a port", bundle, name);
                return NONE;
            }
        }
        if (interfaces.isEmpty()) {
            LOG.error("{} marks a port that is registered under no interface: it is used without the switchboard",
                    bundle.getSymbolicName());
        }
        return new Facade(List.copyOf(interfaces), interfaces.size() < names.length);
    }

    boolean isEmpty() {
        return interfaces.isEmpty();
    }
}

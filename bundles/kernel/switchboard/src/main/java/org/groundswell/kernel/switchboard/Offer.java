package org.groundswell.kernel.switchboard;

import java.util.Collection;
import java.util.List;
import org.groundswell.kernel.api.ports.Port;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/**
 * A service that wants to provide a port.
 *
 * @param bundle the reference's, asked while the provider was known to be there: the reference of one that has left
 *               has none any more
 * @param port   the port's name
 */
record Offer(ServiceReference<?> reference, Bundle bundle, String port, List<Class<?>> interfaces) {
    /** Declarative Services copies it from the configuration; each instance of a factory has one. */
    private static final String FACTORY_PID = "service.factoryPid";

    static Offer of(ServiceReference<?> reference, Bundle bundle, Facade facade) {
        return new Offer(reference, bundle, port(reference), facade.interfaces());
    }

    /** The instances of a factory have one mark and are not one port: two accounts at one gateway, for example. */
    static String port(ServiceReference<?> reference) {
        String marked = String.valueOf(reference.getProperty(Port.PROPERTY));
        if (reference.getProperty(FACTORY_PID) == null) {
            return marked;
        }
        String pid = pid(reference.getProperty(Constants.SERVICE_PID));
        return marked + '~' + pid.substring(pid.indexOf('~') + 1);
    }

    /** A component may have several configurations; that of the factory stands last. */
    private static String pid(Object value) {
        if (value instanceof String[] several && several.length > 0) {
            return several[several.length - 1];
        }
        if (value instanceof Collection<?> several && !several.isEmpty()) {
            return String.valueOf(List.copyOf(several).getLast());
        }
        return String.valueOf(value);
    }
}

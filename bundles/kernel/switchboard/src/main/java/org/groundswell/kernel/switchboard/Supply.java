package org.groundswell.kernel.switchboard;

import jakarta.servlet.Servlet;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import java.util.function.Supplier;
import org.groundswell.kernel.api.PortUnavailableException;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * A provider as the registry has it: fetched when the first call comes, given back when it leaves. A servlet is
 * initialised when it is fetched and destroyed when it leaves, as if it had come to the container by itself.
 */
final class Supply {
    private final BundleContext context;
    private final ServiceReference<?> reference;
    private final Supplier<ServletConfig> servletConfig;
    private volatile Object service;

    Supply(BundleContext context, ServiceReference<?> reference, Supplier<ServletConfig> servletConfig) {
        this.context = context;
        this.reference = reference;
        this.servletConfig = servletConfig;
    }

    ServiceReference<?> reference() {
        return reference;
    }

    /** @throws PortUnavailableException if the provider cannot be made */
    Object get() throws ServletException {
        Object present = service;
        return present == null ? fetch() : present;
    }

    void release() {
        if (service instanceof Servlet servlet) {
            servlet.destroy();
        }
        service = null;
        context.ungetService(reference);
    }

    private synchronized Object fetch() throws ServletException {
        if (service == null) {
            Object fetched = context.getService(reference);
            if (fetched == null) {
                throw new PortUnavailableException("The provider in " + reference.getBundle().getSymbolicName()
                        + " could not be started; its bundle's log says why");
            }
            if (fetched instanceof Servlet servlet && servletConfig.get() != null) {
                servlet.init(servletConfig.get());
            }
            service = fetched;
        }
        return service;
    }
}

package org.groundswell.kernel.switchboard;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A provider as the registry has it: fetched when the first call comes, given back when it leaves. A servlet or filter
 * is initialised when it is fetched and destroyed when it leaves, as if it had come to the container by itself.
 */
final class Supply {
    private static final Logger LOG = LoggerFactory.getLogger(Supply.class);

    private final BundleContext context;
    private final ServiceReference<?> reference;
    private final Bundle bundle;
    private final Supplier<Object> httpConfig;
    private final LongAdder calls = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private volatile Object service;

    /** @param httpConfig what the servlet container gave to the stand-in, or null where it gave nothing */
    Supply(BundleContext context, ServiceReference<?> reference, Supplier<Object> httpConfig) {
        this.context = context;
        this.reference = reference;
        this.bundle = reference.getBundle();
        this.httpConfig = httpConfig;
    }

    ServiceReference<?> reference() {
        return reference;
    }

    /** The provider's bundle, also after the provider has left. */
    Bundle bundle() {
        return bundle;
    }

    /** The provider, or null if it cannot be made, for now or for ever. */
    Object get() {
        Object present = service;
        return present == null ? fetch() : present;
    }

    void answered(boolean failed) {
        calls.increment();
        if (failed) {
            failures.increment();
        }
    }

    /** For a call that came back but should not count as answered. */
    void broken() {
        failures.increment();
    }

    long calls() {
        return calls.sum();
    }

    long failures() {
        return failures.sum();
    }

    /** Gives it back; where somebody calls once more, it is fetched and initialised anew. */
    synchronized void release() {
        if (service == null) {
            return;
        }
        try {
            if (service instanceof Servlet servlet) {
                servlet.destroy();
            } else if (service instanceof Filter filter) {
                filter.destroy();
            }
        } catch (RuntimeException e) {
            LOG.warn("{} did not end well", reference, e);
        }
        service = null;
        context.ungetService(reference);
    }

    private synchronized Object fetch() {
        if (service == null) {
            Object fetched = context.getService(reference);
            if (fetched == null) {
                // Declarative Services says null when two threads ask for it at the wrong moment, too.
                return null;
            }
            try {
                initialise(fetched);
            } catch (ServletException | RuntimeException e) {
                LOG.error("{} could not be initialised", reference, e);
                context.ungetService(reference);
                return null;
            }
            service = fetched;
        }
        return service;
    }

    private void initialise(Object fetched) throws ServletException {
        Object config = httpConfig.get();
        if (fetched instanceof Servlet servlet && config instanceof ServletConfig servletConfig) {
            servlet.init(servletConfig);
        } else if (fetched instanceof Filter filter && config instanceof FilterConfig filterConfig) {
            filter.init(filterConfig);
        }
    }
}

package org.groundswell.kernel.switchboard;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A provider as the registry has it: made when the first call comes, given back when it leaves. A servlet or filter
 * is initialised when it is made and destroyed when it leaves, as if it had come to the container by itself.
 */
final class LazyProvider {
    private static final Logger LOG = LoggerFactory.getLogger(LazyProvider.class);

    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long MAX_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final BundleContext context;
    private final Offer offer;
    private final Supplier<Object> httpConfig;
    private final Calls calls = new Calls();
    private volatile Object service;
    /** Touched by the thread that makes the provider only. */
    private long attempts;
    private boolean making;
    private boolean released;

    /** @param httpConfig what the servlet container gave to the stand-in, or null where it gave nothing */
    LazyProvider(BundleContext context, Offer offer, Supplier<Object> httpConfig) {
        this.context = context;
        this.offer = offer;
        this.httpConfig = httpConfig;
    }

    ServiceReference<?> reference() {
        return offer.reference();
    }

    /** The provider's bundle, also after the provider has left. */
    Bundle bundle() {
        return offer.bundle();
    }

    List<Class<?>> interfaces() {
        return offer.interfaces();
    }

    Calls calls() {
        return calls;
    }

    /** The same provider, to be made and initialised anew. */
    LazyProvider renewed() {
        return new LazyProvider(context, offer, httpConfig);
    }

    /** The provider, or null while it is not made yet; asking has it made. */
    Object get() {
        Object present = service;
        if (present == null) {
            makeSoon();
        }
        return present;
    }

    /** Gives the provider back, or has it given back as soon as it is made. */
    void release() {
        Object leaving;
        synchronized (this) {
            released = true;
            leaving = service;
            service = null;
        }
        if (leaving != null) {
            giveBack(leaving);
        }
    }

    /**
     * On a thread of our own: a caller may be interrupted, and its provider would be made on that note. Nor are the
     * caller's class loader and thread locals any business of the provider. It has its own bundle's: threads that it makes
     * inherit that, by which the keeper tells whose they are when the bundle has gone.
     */
    private void makeSoon() {
        synchronized (this) {
            if (making || released || service != null) {
                return;
            }
            making = true;
        }
        Thread.ofVirtual().name("making " + offer.reference()).inheritInheritableThreadLocals(false).start(this::make);
    }

    private void make() {
        BundleWiring wiring = offer.bundle().adapt(BundleWiring.class);
        Thread.currentThread().setContextClassLoader(wiring == null ? ClassLoader.getSystemClassLoader() : wiring.getClassLoader());
        Object made = fetch();
        long pause = FIRST_PAUSE_NANOS;
        while (made == null && !isReleased()) {
            LockSupport.parkNanos(pause);
            pause = Math.min(2 * pause, MAX_PAUSE_NANOS);
            made = fetch();
        }
        boolean late;
        synchronized (this) {
            making = false;
            late = released;
            service = late ? null : made;
        }
        if (late && made != null) {
            giveBack(made);
        }
    }

    private synchronized boolean isReleased() {
        return released;
    }

    /** Null where it cannot be made now: Declarative Services says so when two threads meet in it, too. */
    private Object fetch() {
        Object fetched = null;
        try {
            fetched = context.getService(offer.reference());
            if (fetched != null) {
                initialise(fetched);
            }
            return fetched;
        } catch (Throwable e) {
            // An Error, too: a port whose provider is not made again would be dead for good.
            fail(e);
            if (fetched != null) {
                context.ungetService(offer.reference());
            }
            return null;
        }
    }

    /** The first, the second, the fourth ... of the same trouble are enough. */
    private void fail(Throwable e) {
        attempts++;
        if (Long.bitCount(attempts) == 1) {
            LOG.error("{} could not be made ready ({} times so far); it is tried again", offer.reference(), attempts, e);
        }
    }

    private void giveBack(Object leaving) {
        try {
            if (leaving instanceof Servlet servlet) {
                servlet.destroy();
            } else if (leaving instanceof Filter filter) {
                filter.destroy();
            }
            context.ungetService(offer.reference());
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            LOG.warn("{} did not end well", offer.reference(), e);
        }
    }

    private void initialise(Object fetched) throws ServletException {
        Object config = httpConfig.get();
        var own = new ProviderConfig(offer.bundle(), context);
        if (fetched instanceof Servlet servlet && config instanceof ServletConfig servletConfig) {
            servlet.init(own.of(servletConfig));
        } else if (fetched instanceof Filter filter && config instanceof FilterConfig filterConfig) {
            filter.init(own.of(filterConfig));
        }
    }
}

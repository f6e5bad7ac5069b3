package org.groundswell.kernel.switchboard;

import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import org.groundswell.kernel.api.Port;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One port: its providers, the best of which gets the calls, and the one registration that consumers see. Changes come
 * one at a time, under this object's monitor; only waiting for calls to come out happens outside of it.
 */
final class Line {
    private static final Logger LOG = LoggerFactory.getLogger(Line.class);
    private static final Set<String> NOT_COPIED = Set.of(Constants.OBJECTCLASS, Constants.SERVICE_ID,
            Constants.SERVICE_BUNDLEID, Constants.SERVICE_SCOPE, "component.id", Port.PROPERTY);
    private static final String SERVLET_NAME = "osgi.http.whiteboard.servlet.name";
    private static final String SERVLET_PATTERN = "osgi.http.whiteboard.servlet.pattern";

    private final BundleContext context;
    private final String name;
    private final List<Class<?>> types;
    private final Gate gate;
    private final long drainNanos;
    private final PortCall call;
    private final ConcurrentSkipListMap<ServiceReference<?>, Supply> supplies = new ConcurrentSkipListMap<>();
    private ServiceRegistration<?> registration;
    private long emptySince;

    Line(BundleContext context, String name, List<Class<?>> types, Gate gate, long drainNanos) {
        this.context = context;
        this.name = name;
        this.types = types;
        this.gate = gate;
        this.drainNanos = drainNanos;
        this.call = new PortCall(name, gate);
    }

    List<Class<?>> types() {
        return types;
    }

    synchronized void arrive(ServiceReference<?> reference) {
        supplies.put(reference, new Supply(context, reference, call::servletConfig));
        openBest();
    }

    synchronized void changed() {
        if (!supplies.isEmpty()) {
            openBest();
        }
    }

    /** Returns when no call is inside any more, or the time for that is up. */
    void leave(ServiceReference<?> reference) {
        Supply leaving;
        synchronized (this) {
            leaving = supplies.remove(reference);
            if (leaving != null && !supplies.isEmpty()) {
                openBest();
            } else {
                emptySince = System.nanoTime();
            }
        }
        if (leaving == null) {
            return;
        }
        int left = gate.close(leaving, drainNanos);
        if (left > 0) {
            LOG.error("Port {}: {} call(s) did not come out of {}; it goes all the same", name, left,
                    reference.getBundle().getSymbolicName());
        }
        leaving.release();
    }

    /** Takes the port away from its consumers if nobody has provided it for so long. */
    synchronized void withdrawIfEmpty(long nanos) {
        if (supplies.isEmpty() && System.nanoTime() - emptySince >= nanos) {
            withdraw();
        }
    }

    synchronized void withdraw() {
        if (registration != null) {
            registration.unregister();
            registration = null;
            LOG.warn("Port {} has no provider", name);
        }
    }

    private void openBest() {
        Supply best = supplies.lastEntry().getValue();
        gate.open(best);
        Dictionary<String, Object> properties = properties(best.reference());
        if (registration == null) {
            Object proxy = Proxy.newProxyInstance(new InterfaceLoader(types), types.toArray(Class<?>[]::new), call);
            registration = context.registerService(types.stream().map(Class::getName).toArray(String[]::new), proxy,
                    properties);
        } else if (!sameProperties(properties)) {
            registration.setProperties(properties);
        }
    }

    private Dictionary<String, Object> properties(ServiceReference<?> reference) {
        var properties = new Hashtable<String, Object>();
        for (String key : reference.getPropertyKeys()) {
            if (!NOT_COPIED.contains(key)) {
                properties.put(key, reference.getProperty(key));
            }
        }
        if (properties.containsKey(SERVLET_PATTERN)) {
            properties.putIfAbsent(SERVLET_NAME, name);
        }
        properties.put(Port.SWITCHED, name);
        return properties;
    }

    /** A provider that comes back as it was is no news to its consumers. */
    private boolean sameProperties(Dictionary<String, Object> wanted) {
        ServiceReference<?> present = registration.getReference();
        for (String key : present.getPropertyKeys()) {
            if (!NOT_COPIED.contains(key) && wanted.get(key) == null) {
                return false;
            }
        }
        for (var keys = wanted.keys(); keys.hasMoreElements();) {
            String key = keys.nextElement();
            if (!Arrays.deepEquals(new Object[] {wanted.get(key)}, new Object[] {present.getProperty(key)})) {
                return false;
            }
        }
        return true;
    }
}

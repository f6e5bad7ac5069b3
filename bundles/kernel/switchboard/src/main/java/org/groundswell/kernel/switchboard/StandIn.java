package org.groundswell.kernel.switchboard;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.groundswell.kernel.api.Port;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/**
 * The one registration of a port that consumers see. What it should look like is said under the monitor; the registry
 * is told outside of it, by one thread at a time, and a thread that finds another one at it goes on: registering calls
 * listeners, and those may be waiting for whoever waits here.
 */
final class StandIn {
    private static final Set<String> NOT_COPIED = Set.of(Constants.OBJECTCLASS, Constants.SERVICE_ID,
            Constants.SERVICE_BUNDLEID, Constants.SERVICE_SCOPE, "component.id", Port.PROPERTY);
    /** A whiteboard pattern and the name that goes with it where the provider gave none. */
    private static final Map<String, String> HTTP_NAMES = Map.of(
            "osgi.http.whiteboard.servlet.pattern", "osgi.http.whiteboard.servlet.name",
            "osgi.http.whiteboard.filter.pattern", "osgi.http.whiteboard.filter.name");

    private final BundleContext context;
    private final String name;
    private final List<Class<?>> types;
    private final InvocationHandler call;
    private Map<String, Object> wanted;
    private Map<String, Object> published;
    private boolean publishing;
    private ServiceRegistration<?> registration;

    StandIn(BundleContext context, String name, List<Class<?>> types, InvocationHandler call) {
        this.context = context;
        this.name = name;
        this.types = types;
        this.call = call;
    }

    synchronized void standFor(ServiceReference<?> provider) {
        wanted = properties(provider);
    }

    synchronized void withdraw() {
        wanted = null;
    }

    synchronized boolean isWithdrawn() {
        return wanted == null && published == null;
    }

    /** Brings the registry to what was said last. Call it without holding any lock. */
    void publish() {
        while (true) {
            Map<String, Object> next;
            synchronized (this) {
                if (publishing || same(wanted, published)) {
                    return;
                }
                publishing = true;
                next = wanted;
            }
            try {
                tell(next);
            } finally {
                synchronized (this) {
                    publishing = false;
                    published = next;
                }
            }
        }
    }

    private void tell(Map<String, Object> next) {
        if (next == null) {
            registration.unregister();
            registration = null;
        } else if (registration == null) {
            Object proxy = Proxy.newProxyInstance(new InterfaceLoader(types), types.toArray(Class<?>[]::new), call);
            registration = context.registerService(types.stream().map(Class::getName).toArray(String[]::new), proxy,
                    new Hashtable<>(next));
        } else {
            registration.setProperties(new Hashtable<>(next));
        }
    }

    private Map<String, Object> properties(ServiceReference<?> provider) {
        var properties = new HashMap<String, Object>();
        for (String key : provider.getPropertyKeys()) {
            if (!NOT_COPIED.contains(key)) {
                properties.put(key, provider.getProperty(key));
            }
        }
        HTTP_NAMES.forEach((pattern, key) -> {
            if (properties.containsKey(pattern)) {
                properties.putIfAbsent(key, name);
            }
        });
        properties.put(Port.SWITCHED, name);
        return properties;
    }

    /** A provider that comes back as it was is no news to its consumers. */
    private static boolean same(Map<String, Object> one, Map<String, Object> other) {
        if (one == null || other == null) {
            return one == other;
        }
        return one.keySet().equals(other.keySet()) && one.keySet().stream().allMatch(
                key -> Arrays.deepEquals(new Object[] {one.get(key)}, new Object[] {other.get(key)}));
    }
}

package org.groundswell.kernel.switchboard;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.groundswell.kernel.api.ports.Port;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceFactory;
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
    private final Function<Bundle, InvocationHandler> calls;
    private View wanted;
    private View published;
    private boolean publishing;
    private ServiceRegistration<?> registration;

    /** What consumers see. */
    private record View(List<Class<?>> types, Map<String, Object> properties) {

        /** In whatever order a provider names them. */
        boolean hasTypesOf(View other) {
            return other != null && types.size() == other.types.size() && types.containsAll(other.types);
        }

        /** A provider that comes back as it was is no news to its consumers. */
        boolean isSame(View other) {
            return hasTypesOf(other)
                    && properties.keySet().equals(other.properties.keySet())
                    && properties.keySet().stream().allMatch(key -> Arrays.deepEquals(
                            new Object[] {properties.get(key)}, new Object[] {other.properties.get(key)}));
        }
    }

    /** @param calls how each consumer's calls are answered */
    StandIn(BundleContext context, String name, Function<Bundle, InvocationHandler> calls) {
        this.context = context;
        this.name = name;
        this.calls = calls;
    }

    synchronized void standFor(LazyProvider provider) {
        wanted = new View(provider.interfaces(), properties(provider));
    }

    /** The paths of the servlet or filter that it stands for; none where it stands for something else. */
    synchronized Set<String> paths() {
        var paths = new HashSet<String>();
        for (String key : wanted == null ? Set.<String>of() : HTTP_NAMES.keySet()) {
            Object value = wanted.properties().get(key);
            if (value != null) {
                paths.addAll(value instanceof String[] several ? List.of(several) : List.of(value.toString()));
            }
        }
        return paths;
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
            View next;
            View before;
            synchronized (this) {
                if (publishing || (wanted == null ? published == null : wanted.isSame(published))) {
                    return;
                }
                publishing = true;
                next = wanted;
                before = published;
            }
            try {
                tell(next, before);
            } finally {
                synchronized (this) {
                    publishing = false;
                    published = next;
                }
            }
        }
    }

    private void tell(View next, View before) {
        if (next != null && next.hasTypesOf(before)) {
            registration.setProperties(new Hashtable<>(next.properties()));
            return;
        }
        // The new one first: whoever needs the port changes over and is not left without it.
        ServiceRegistration<?> old = registration;
        registration = next == null ? null : register(next);
        if (old != null) {
            old.unregister();
        }
    }

    /** As a factory: each consumer gets a stand-in of its own, so that its calls can be told from those of others. */
    private ServiceRegistration<?> register(View view) {
        List<Class<?>> types = view.types();
        var loader = new InterfaceLoader(types);
        var proxies = types.toArray(Class<?>[]::new);
        Object factory = Proxy.newProxyInstance(loader, new Class<?>[] {ServiceFactory.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getService" -> Proxy.newProxyInstance(loader, proxies, calls.apply((Bundle) arguments[0]));
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "toString" -> "port " + name;
                    default -> null;
                });
        return context.registerService(types.stream().map(Class::getName).toArray(String[]::new), factory,
                new Hashtable<>(view.properties()));
    }

    private Map<String, Object> properties(LazyProvider lazyProvider) {
        ServiceReference<?> provider = lazyProvider.reference();
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
        properties.put(Port.PROVIDER, lazyProvider.bundle().getBundleId());
        return properties;
    }
}

package org.groundswell.kernel.switchboard;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleWiring;

/** Just enough of a framework or a servlet container: interfaces that answer some methods and return nothing else. */
final class Fake {
    private Fake() {
    }

    static <T> T of(Class<T> type, Map<String, InvocationHandler> answers) {
        return type.cast(Proxy.newProxyInstance(Fake.class.getClassLoader(), new Class<?>[] {type},
                (proxy, method, arguments) -> {
                    InvocationHandler answer = answers.get(method.getName());
                    if (answer != null) {
                        return answer.invoke(proxy, method, arguments);
                    }
                    return switch (method.getName()) {
                        case "hashCode" -> System.identityHashCode(proxy);
                        case "equals" -> proxy == arguments[0];
                        case "toString" -> "fake " + type.getSimpleName();
                        default -> nothing(method.getReturnType());
                    };
                }));
    }

    /** A provider as the registry would give it. */
    static LazyProvider lazyProvider(Callable<Object> provider, HttpCall http) {
        return lazyProvider(bundle("org.example", 7), provider, http);
    }

    static LazyProvider lazyProvider(Bundle bundle, Callable<Object> provider, HttpCall http) {
        BundleContext context = of(BundleContext.class, Map.of("getService",
                (proxy, method, arguments) -> provider.call(), "getBundle",
                (proxy, method, arguments) -> bundle("org.groundswell.kernel.switchboard", 0)));
        ServiceReference<?> reference = of(ServiceReference.class, Map.of("getBundle",
                (proxy, method, arguments) -> bundle));
        return new LazyProvider(context, new Offer(reference, bundle, "test", List.of()),
                http == null ? () -> null : http::config);
    }

    /** @param lastModified also its id */
    static Bundle bundle(String name, long lastModified) {
        return bundle(name, lastModified, ClassLoader.getSystemClassLoader());
    }

    static Bundle bundle(String name, long lastModified, ClassLoader loader) {
        BundleWiring wiring = of(BundleWiring.class, Map.of("getClassLoader", (proxy, method, arguments) -> loader));
        return of(Bundle.class, Map.of("getSymbolicName", (proxy, method, arguments) -> name, "getBundleId",
                (proxy, method, arguments) -> lastModified, "getLastModified",
                (proxy, method, arguments) -> lastModified, "adapt", (proxy, method, arguments) -> wiring));
    }

    /** A gate whose settings do not change. */
    static Gate gate(String name, long holdNanos, int maxWaiting) {
        var limits = new Limits(holdNanos, Long.MAX_VALUE, maxWaiting);
        return new Gate(name, () -> limits, () -> false);
    }

    private static Object nothing(Class<?> type) {
        return type == boolean.class ? (Object) false : type == int.class ? (Object) 0
                : type == long.class ? (Object) 0L : null;
    }
}

package org.groundswell.console.frame;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.groundswell.console.api.AdminServlet;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** What is registered among the admin's pages. */
final class FakeServlets {
    private static final String PATTERN = "osgi.http.whiteboard.servlet.pattern";
    private static final String SELECT = "osgi.http.whiteboard.context.select";
    private final List<ServiceReference<?>> registered = new ArrayList<>();

    void add(String pattern, String select, String... roles) {
        Map<String, Object> properties = Map.of(PATTERN, new String[] {pattern}, SELECT, select, AdminServlet.ROLES, roles);
        registered.add((ServiceReference<?>) Proxy.newProxyInstance(FakeServlets.class.getClassLoader(),
                new Class<?>[] {ServiceReference.class}, (_, method, arguments) -> switch (method.getName()) {
                    case "getProperty" -> properties.get(arguments[0]);
                    case "getProperties" -> (Dictionary<String, Object>) new Hashtable<>(properties);
                    default -> throw new UnsupportedOperationException(method.getName());
                }));
    }

    BundleContext context() {
        return (BundleContext) Proxy.newProxyInstance(FakeServlets.class.getClassLoader(),
                new Class<?>[] {BundleContext.class}, (_, method, arguments) -> {
                    if (method.getName().equals("getAllServiceReferences")) {
                        return registered.toArray(ServiceReference<?>[]::new);
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }
}

package org.groundswell.kernel.switchboard;

import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleWiring;

/**
 * What the servlet container gave to a stand-in, as the provider's own bundle would have got it: its classes and its
 * resources, not the switchboard's.
 */
final class ProviderConfig {
    private final Bundle provider;
    private final Bundle switchboard;

    ProviderConfig(Bundle provider, BundleContext switchboard) {
        this.provider = provider;
        this.switchboard = switchboard.getBundle();
    }

    ServletConfig of(ServletConfig given) {
        return config(ServletConfig.class, given, given.getServletContext());
    }

    FilterConfig of(FilterConfig given) {
        return config(FilterConfig.class, given, given.getServletContext());
    }

    /** All but the context is as it was given. */
    private <T> T config(Class<T> type, T given, ServletContext theirs) {
        ServletContext context = context(theirs);
        return type.cast(Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {type},
                (proxy, method, arguments) -> method.getName().equals("getServletContext") ? context
                        : pass(given, method, arguments)));
    }

    private ServletContext context(ServletContext given) {
        return (ServletContext) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[] {ServletContext.class}, (proxy, method, arguments) -> switch (method.getName()) {
                    case "getClassLoader" -> loader();
                    case "getResource" -> resource(given, (String) arguments[0]);
                    case "getResourceAsStream" -> stream(resource(given, (String) arguments[0]));
                    case "getResourcePaths" -> paths(given, (String) arguments[0]);
                    case "equals" -> proxy == arguments[0] || given.equals(arguments[0]);
                    default -> pass(given, method, arguments);
                });
    }

    private ClassLoader loader() {
        BundleWiring wiring = provider.adapt(BundleWiring.class);
        return wiring == null ? null : wiring.getClassLoader();
    }

    /** A context helper of somebody's own may have its own resources; the default one has the switchboard's. */
    private URL resource(ServletContext given, String name) throws IOException {
        URL theirs = given.getResource(name);
        URL ours = switchboard.getEntry(name);
        return theirs == null || ours != null && ours.toString().equals(theirs.toString()) ? provider.getEntry(name)
                : theirs;
    }

    private static InputStream stream(URL resource) throws IOException {
        return resource == null ? null : resource.openStream();
    }

    private Set<String> paths(ServletContext given, String folder) {
        Set<String> theirs = given.getResourcePaths(folder);
        if (theirs != null && !theirs.equals(entries(switchboard, folder))) {
            return theirs;
        }
        Set<String> entries = entries(provider, folder);
        return entries.isEmpty() ? null : entries;
    }

    private static Set<String> entries(Bundle bundle, String folder) {
        Enumeration<String> found = bundle.getEntryPaths(folder);
        var entries = new HashSet<String>();
        for (String each : found == null ? Set.<String>of() : Collections.list(found)) {
            entries.add('/' + each);
        }
        return entries;
    }

    private static Object pass(Object given, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(given, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}

package org.groundswell.kernel.configuration;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** Whether the bundle with Logback in it, or a fragment of it, has a class. Thread-safe. */
final class LogbackClasses implements Predicate<String> {
    private static final String LOGBACK = "org.ops4j.pax.logging.pax-logging-logback";

    private final BundleContext context;

    LogbackClasses(BundleContext context) {
        this.context = context;
    }

    @Override
    public boolean test(String name) {
        Optional<Bundle> logback = Arrays.stream(context.getBundles())
                .filter(each -> LOGBACK.equals(each.getSymbolicName())).findFirst();
        // Without it nobody reads the file.
        return logback.isEmpty() || has(logback.get(), name);
    }

    private static boolean has(Bundle bundle, String name) {
        try {
            bundle.loadClass(name);
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}

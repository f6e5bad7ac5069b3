package org.groundswell.itests;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.frameworkStartLevel;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.options;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** The bundles that {@code runtime/} ships, in a framework that the test runs inside of. */
final class ContainerNode {
    /** The framework property with the public port. */
    static final String PORT = "groundswell.test.port";

    private ContainerNode() {
    }

    static Option[] shipped(String name) throws Exception {
        return shipped(name, Map.of());
    }

    /** @param settings lines of settings by PID */
    static Option[] shipped(String name, Map<String, List<String>> settings) throws Exception {
        int port = RuntimeFolder.freePort();
        Path home = RuntimeFolder.copy(name, port, RuntimeFolder.freePort());
        for (var each : settings.entrySet()) {
            RuntimeFolder.addSetting(home, each.getKey(), each.getValue().toArray(String[]::new));
        }
        var bundles = new ArrayList<Option>();
        ShippedFeature feature = ShippedFeature.read(home);
        feature.bundles().forEach(each -> bundles.add(
                bundle(each.file().toUri().toString()).startLevel(each.startOrder())));
        feature.frameworkProperties().forEach((key, value) -> bundles.add(frameworkProperty(key).value(value)));
        return options(composite(bundles.toArray(Option[]::new)), junitBundles(), frameworkStartLevel(30),
                frameworkProperty("groundswell.home").value(home.toString()),
                // conf/logback.xml reads it, as bin/groundswell sets it.
                systemProperty("groundswell.home").value(home.toString()),
                frameworkProperty("org.ops4j.pax.logging.StaticLogbackFile").value(home.resolve("conf/logback.xml")
                        .toString()),
                frameworkProperty("felix.fileinstall.dir").value(home.resolve("deploy").toString()),
                frameworkProperty(PORT).value(Integer.toString(port)));
    }

    static Bundle installed(BundleContext context, String name) {
        for (Bundle each : context.getBundles()) {
            if (name.equals(each.getSymbolicName())) {
                return each;
            }
        }
        throw new AssertionError("no bundle " + name);
    }
}

package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.frameworkStartLevel;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.options;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/** The bundles that {@code runtime/} ships, in a framework that the test runs inside of. */
final class ContainerNode {
    /** The framework property with the public port. */
    static final String PORT = "groundswell.test.port";

    /** What holds the ports, passes the calls of all others, judges them or gives them their settings: no swap among many. */
    private static final Set<String> CARRIES_THE_OTHERS = Set.of("org.groundswell.edge.listener",
            "org.groundswell.kernel.switchboard", "org.groundswell.kernel.keeper", "org.groundswell.kernel.configuration",
            "org.groundswell.kernel.handover");

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
        for (ShippedFeature.ShippedBundle each : feature.bundles()) {
            bundles.add(bundle(each.file().toUri().toString()).startLevel(each.startOrder())
                    .start(!each.isFragment()));
        }
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

    /** Each bundle of ours that may be away or replaced while pages are served, in the order in which they are installed. */
    static List<String> replaceable(BundleContext context) {
        return Arrays.stream(context.getBundles())
                .filter(each -> each.getHeaders().get(Constants.FRAGMENT_HOST) == null
                        && each.getHeaders().get(Constants.EXPORT_PACKAGE) == null)
                .map(Bundle::getSymbolicName)
                .filter(name -> name.startsWith("org.groundswell.") && !CARRIES_THE_OTHERS.contains(name))
                .toList();
    }

    /** As people do it: what a bundle does to others on its own behalf, and that of a test is one, the keeper undoes. */
    static void stop(Bundle bundle) throws Exception {
        var stop = MethodHandles.publicLookup().findVirtual(Bundle.class, "stop", MethodType.methodType(void.class))
                .bindTo(bundle);
        // No frame of this bundle is on that thread's stack.
        Thread.ofPlatform().start(MethodHandleProxies.asInterfaceInstance(Runnable.class, stop)).join();
        assertEquals(bundle.getSymbolicName(), Bundle.RESOLVED, bundle.getState());
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

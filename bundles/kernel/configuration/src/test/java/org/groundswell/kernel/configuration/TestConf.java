package org.groundswell.kernel.configuration;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Map;
import org.groundswell.kernel.api.node.NodeFolder;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;

/** A node's settings, with one bundle whose two components have a port each. */
final class TestConf {
    static final String PID = "org.example.door";
    /** What others are watched with. */
    static final String WATCH = "org.groundswell.kernel.health.disk";
    /** Of several. */
    static final String FACTORY = "org.example.gate";

    @SuppressWarnings("unchecked")
    private static final ServiceReference<ConfigurationAdmin> REFERENCE = fake(ServiceReference.class, Map.of());

    private final Path home;
    private final Map<String, Dictionary<?, ?>> inForce = new HashMap<>();
    private SettingsInForce settings;
    private ConfigurationAdmin admin;

    TestConf(Path home) {
        this.home = home;
    }

    /** By PID. */
    Map<String, Dictionary<?, ?>> inForce() {
        return inForce;
    }

    /** Of the last start. */
    SettingsInForce settings() {
        return settings;
    }

    /** As a node does that starts. */
    ConfFolder start() {
        AttributeDefinition port = new SettingsCheckTest.Attribute("port", AttributeDefinition.INTEGER, "Port", 0);
        var definition = new SettingsCheckTest.Definition(port);
        Bundle bundle = fake(Bundle.class, Map.of());
        BundleContext context = fake(BundleContext.class, Map.of("getBundles", args -> new Bundle[] {bundle}));
        MetaTypeInformation information = fake(MetaTypeInformation.class, Map.of(
                "getPids", args -> new String[] {PID, "org.example.other", WATCH},
                "getFactoryPids", args -> new String[] {FACTORY},
                "getObjectClassDefinition", args -> definition));
        MetaTypeService metaTypes = fake(MetaTypeService.class, Map.of("getMetaTypeInformation", args -> information));
        admin = fake(ConfigurationAdmin.class, Map.of("getConfiguration", args -> configuration((String) args[0]),
                "getFactoryConfiguration", args -> configuration(args[0] + "~" + args[1]),
                "listConfigurations", args -> listed((String) args[0])));
        settings = new SettingsInForce(admin);
        var conf = new ConfFolder(new NodeFolder(home), new Definitions(context, metaTypes),
                settings);
        conf.start(0);
        return conf;
    }

    /** The same with whoever hears of changes in the console. */
    ConsoleChanges startWithConsole() {
        ConfFolder conf = start();
        return new ConsoleChanges(conf, settings, admin, new UndescribedSettings(home.resolve("data/conf/undescribed")));
    }

    static ConfigurationEvent updated(String pid, String factory) {
        return event(ConfigurationEvent.CM_UPDATED, pid, factory);
    }

    static ConfigurationEvent deleted(String pid, String factory) {
        return event(ConfigurationEvent.CM_DELETED, pid, factory);
    }

    private static ConfigurationEvent event(int type, String pid, String factory) {
        return new ConfigurationEvent(REFERENCE, type, factory, pid);
    }

    private Configuration[] listed(String filter) {
        String pid = filter.substring(filter.indexOf('=') + 1, filter.length() - 1);
        return inForce.containsKey(pid) ? new Configuration[] {configuration(pid)} : null;
    }

    private Configuration configuration(String pid) {
        return fake(Configuration.class, Map.of("updateIfDifferent", args -> {
            inForce.put(pid, (Dictionary<?, ?>) args[0]);
            return true;
        }, "delete", args -> inForce.remove(pid), "getProperties", args -> inForce.get(pid)));
    }

    /** As if a moment had passed. */
    static void settle(ConfFolder conf) {
        conf.look(0);
        conf.look(Settling.LONG_MOMENT_NANOS);
    }

    @FunctionalInterface
    private interface Answer {
        Object to(Object[] arguments);
    }

    private static <T> T fake(Class<T> type, Map<String, Answer> answers) {
        InvocationHandler handler = (proxy, method, arguments) -> answers.containsKey(method.getName())
                ? answers.get(method.getName()).to(arguments) : null;
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}

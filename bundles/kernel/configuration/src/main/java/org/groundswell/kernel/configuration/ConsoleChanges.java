package org.groundswell.kernel.configuration;

import java.io.IOException;
import java.util.Dictionary;
import org.groundswell.kernel.api.node.NodeFolder;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.ConfigurationListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that settings that were changed in the console are there after the next start: in {@code conf/} where a bundle
 * describes them, else beside it.
 */
@Component
public final class ConsoleChanges implements ConfigurationListener {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleChanges.class);
    /** The node configures its libraries itself, from settings of its own. */
    private static final String LIBRARIES = "org.apache.";
    /** Beside settings that are in a file of {@code deploy/}. */
    private static final String OF_FILE = "felix.fileinstall.filename";

    private final ConfFolder folder;
    private final SettingsInForce inForce;
    private final ConfigurationAdmin admin;
    private final UndescribedSettings undescribed;

    @Activate
    public ConsoleChanges(BundleContext context, @Reference ConfFolder folder, @Reference SettingsInForce inForce,
            @Reference ConfigurationAdmin admin) {
        this(folder, inForce, admin, new UndescribedSettings(NodeFolder.of(context).resolve("data/conf/undescribed")));
    }

    ConsoleChanges(ConfFolder folder, SettingsInForce inForce, ConfigurationAdmin admin, UndescribedSettings undescribed) {
        this.folder = folder;
        this.inForce = inForce;
        this.admin = admin;
        this.undescribed = undescribed;
        undescribed.all().forEach(this::bringBack);
    }

    private void bringBack(String pid, Dictionary<String, Object> values) {
        try {
            if (!inForce.has(pid)) {
                inForce.configuration(pid).updateIfDifferent(values);
            }
        } catch (IOException e) {
            LOG.error("The settings of {} that were made in the console cannot be put in force: {}", pid, e.getMessage());
        }
    }

    @Override
    public void configurationEvent(ConfigurationEvent event) {
        if (event.getPid().startsWith(LIBRARIES)) {
            return;
        }
        try {
            switch (event.getType()) {
                case ConfigurationEvent.CM_UPDATED -> keep(event);
                case ConfigurationEvent.CM_DELETED -> forget(event);
                default -> { }
            }
        } catch (IOException | InvalidSyntaxException e) {
            LOG.error("The changed settings of {} cannot be kept for the next start: {}", event.getPid(), e.getMessage());
        }
    }

    private void keep(ConfigurationEvent event) throws IOException, InvalidSyntaxException {
        // One that is only looked for is not made: nobody has changed it.
        Configuration[] found = admin.listConfigurations("(" + Constants.SERVICE_PID + "=" + event.getPid() + ")");
        if (found == null) {
            return;
        }
        String name = name(event);
        Dictionary<String, Object> values = found[0].getProperties();
        if (folder.definition(event.getFactoryPid() == null ? event.getPid() : event.getFactoryPid()).isPresent()) {
            folder.keep(name, values);
            undescribed.forget(name);
            if (!name.equals(event.getPid()) && inForce.has(name)) {
                // Its file has made it a second time, under the name that it keeps.
                found[0].delete();
            }
        } else if (!inForce.has(name) && values.get(OF_FILE) == null) {
            undescribed.keep(name, values);
        }
    }

    private void forget(ConfigurationEvent event) throws IOException {
        if (inForce.has(event.getPid())) {
            folder.keep(event.getPid(), null);
        }
        undescribed.forget(name(event));
    }

    /** The console gives one of several instances a PID that says nothing; from its file it gets one of this form. */
    private static String name(ConfigurationEvent event) {
        String factory = event.getFactoryPid();
        return factory == null || event.getPid().startsWith(factory + "~") ? event.getPid()
                : factory + "~" + event.getPid().substring(factory.length() + 1);
    }
}

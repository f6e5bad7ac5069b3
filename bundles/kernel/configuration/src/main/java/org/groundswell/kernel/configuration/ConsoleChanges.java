package org.groundswell.kernel.configuration;

import java.io.IOException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.ConfigurationListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes settings that were changed in the console into {@code conf/}. */
@Component
public final class ConsoleChanges implements ConfigurationListener {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleChanges.class);
    private static final String OURS = "org.groundswell.";

    private final ConfFolder folder;
    private final ConfigurationAdmin admin;

    @Activate
    public ConsoleChanges(@Reference ConfFolder folder, @Reference ConfigurationAdmin admin) {
        this.folder = folder;
        this.admin = admin;
    }

    @Override
    public void configurationEvent(ConfigurationEvent event) {
        if (event.getType() != ConfigurationEvent.CM_UPDATED || !event.getPid().startsWith(OURS)) {
            return;
        }
        try {
            Configuration configuration = admin.getConfiguration(event.getPid(), "?");
            if (configuration.getProperties() != null) {
                folder.keep(event.getPid(), configuration.getProperties());
            }
        } catch (IOException e) {
            LOG.error("The changed settings of {} cannot be read: {}", event.getPid(), e.getMessage());
        }
    }
}

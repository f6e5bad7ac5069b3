package org.groundswell.kernel.configuration;

import java.io.IOException;
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

/** Writes settings that were changed in the console into {@code conf/}. */
@Component
public final class ConsoleChanges implements ConfigurationListener {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleChanges.class);
    /** The node configures its libraries itself, from settings of its own. */
    private static final String LIBRARIES = "org.apache.";

    private final ConfFolder folder;
    private final SettingsInForce inForce;
    private final ConfigurationAdmin admin;

    @Activate
    public ConsoleChanges(@Reference ConfFolder folder, @Reference SettingsInForce inForce,
            @Reference ConfigurationAdmin admin) {
        this.folder = folder;
        this.inForce = inForce;
        this.admin = admin;
    }

    @Override
    public void configurationEvent(ConfigurationEvent event) {
        if (event.getPid().startsWith(LIBRARIES)) {
            return;
        }
        switch (event.getType()) {
            case ConfigurationEvent.CM_UPDATED -> keep(event.getPid());
            case ConfigurationEvent.CM_DELETED -> forget(event.getPid());
            default -> { }
        }
    }

    private void keep(String pid) {
        try {
            // One that is only looked for is not made: nobody has changed it.
            Configuration[] found = admin.listConfigurations("(" + Constants.SERVICE_PID + "=" + pid + ")");
            if (found != null) {
                folder.keep(pid, found[0].getProperties());
            }
        } catch (IOException | InvalidSyntaxException e) {
            LOG.error("The changed settings of {} cannot be read: {}", pid, e.getMessage());
        }
    }

    private void forget(String pid) {
        if (inForce.has(pid)) {
            folder.keep(pid, null);
        }
    }
}

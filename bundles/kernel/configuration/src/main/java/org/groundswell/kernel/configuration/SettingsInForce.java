package org.groundswell.kernel.configuration;

import java.io.IOException;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts settings in force and takes them back: the way to Configuration Admin. */
final class SettingsInForce {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsInForce.class);
    private static final String KERNEL = "org.groundswell.kernel.";
    /** Each component of Declarative Services 1.5 waits for a condition (OSGi Compendium, section 112.3.13). */
    private static final String CONDITION = "osgi.ds.satisfying.condition.target";
    private static final String NEVER = "(groundswell.settings=usable)";

    private final ConfigurationAdmin admin;

    SettingsInForce(ConfigurationAdmin admin) {
        this.admin = admin;
    }

    void put(SettingsFile file, Dictionary<String, Object> values) {
        try {
            configuration(file).updateIfDifferent(values);
        } catch (IOException e) {
            LOG.error("The settings of {} could not be put in force: {}", file.pid(), e.getMessage());
        }
    }

    /** Keeps the component from coming up on its defaults; {@link #put} and {@link #remove} let it. */
    void hold(SettingsFile file) {
        put(file, new Hashtable<>(Map.of(CONDITION, NEVER)));
    }

    /** The defaults come back; the kernel's bundles are told so and not made anew, for they carry all others. */
    void remove(SettingsFile file) {
        try {
            if (file.pid().startsWith(KERNEL)) {
                configuration(file).updateIfDifferent(new Hashtable<>());
            } else {
                configuration(file).delete();
            }
            LOG.info("conf/{}{} is gone: the defaults are in force again", file.pid(), SettingsFile.ENDING);
        } catch (IOException e) {
            LOG.error("The settings of conf/{}{} could not be taken back: {}", file.pid(), SettingsFile.ENDING,
                    e.getMessage());
        }
    }

    private Configuration configuration(SettingsFile file) throws IOException {
        return file.pid().equals(file.type()) ? admin.getConfiguration(file.pid(), "?")
                : admin.getFactoryConfiguration(file.type(), file.pid().substring(file.type().length() + 1), "?");
    }
}

package org.groundswell.kernel.configuration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.Map;
import java.util.Set;
import org.groundswell.kernel.api.keeper.Keeper;
import org.groundswell.kernel.api.settings.FeatureSettings;
import org.groundswell.shared.settings.SettingsFile;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts settings in force and takes them back: the way to Configuration Admin. What a feature says of a PID lies below,
 * what {@code conf/} says above.
 */
@Component(service = {SettingsInForce.class, FeatureSettings.class})
public final class SettingsInForce implements FeatureSettings {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsInForce.class);
    private static final String KERNEL = "org.groundswell.kernel.";
    /** Each component of Declarative Services 1.5 waits for a condition (OSGi Compendium, section 112.3.13). */
    private static final String CONDITION = "osgi.ds.satisfying.condition.target";
    private static final String NEVER = "(groundswell.settings=usable)";

    private final ConfigurationAdmin admin;
    private final Map<String, Map<String, Object>> features = new HashMap<>();
    private final Map<String, Map<String, Object>> files = new HashMap<>();

    @Activate
    public SettingsInForce(@Reference ConfigurationAdmin admin) {
        this.admin = admin;
    }

    @Override
    public synchronized void put(String pid, String feature, Map<String, Object> settings) {
        var marked = new HashMap<>(settings);
        marked.put(Keeper.FEATURE, feature);
        features.put(pid, marked);
        update(pid);
    }

    @Override
    public synchronized void remove(String pid) {
        if (features.remove(pid) != null) {
            update(pid);
        }
    }

    /** What is in force of these where no file says otherwise; empty where only the defaults are. */
    synchronized Map<String, Object> below(String pid) {
        return Map.copyOf(features.getOrDefault(pid, Map.of()));
    }

    /** What is in force of these where it is no default; empty where only the defaults are. */
    synchronized Map<String, Object> of(String pid) {
        var values = new HashMap<>(features.getOrDefault(pid, Map.of()));
        values.putAll(files.getOrDefault(pid, Map.of()));
        return values;
    }

    /** Of which something but defaults is in force. */
    synchronized Set<String> pids() {
        var pids = new HashSet<>(features.keySet());
        pids.addAll(files.keySet());
        return pids;
    }

    /** Whether anything but defaults is meant to be in force. */
    synchronized boolean has(String pid) {
        return files.containsKey(pid) || features.containsKey(pid);
    }

    synchronized void put(SettingsFile file, Dictionary<String, Object> values) {
        files.put(file.pid(), map(values));
        try {
            update(file.pid());
        } catch (UncheckedIOException e) {
            LOG.error("The settings of {} could not be put in force: {}", file.pid(), e.getMessage());
        }
    }

    /** Keeps the component from coming up on its defaults; {@link #put} and {@link #remove} let it. */
    void hold(SettingsFile file) {
        put(file, new Hashtable<>(Map.of(CONDITION, NEVER)));
    }

    /** What lies below comes back. */
    synchronized void remove(SettingsFile file) {
        files.remove(file.pid());
        try {
            update(file.pid());
            LOG.info("conf/{}{} is gone: {} are in force again", file.pid(), SettingsFile.ENDING,
                    features.containsKey(file.pid()) ? "its feature's settings" : "the defaults");
        } catch (UncheckedIOException e) {
            LOG.error("The settings of conf/{}{} could not be taken back: {}", file.pid(), SettingsFile.ENDING,
                    e.getMessage());
        }
    }

    private void update(String pid) {
        var values = new Hashtable<String, Object>(features.getOrDefault(pid, Map.of()));
        values.putAll(files.getOrDefault(pid, Map.of()));
        try {
            // The kernel's bundles are told and not made anew, for they carry all others.
            if (features.containsKey(pid) || files.containsKey(pid) || pid.startsWith(KERNEL)) {
                configuration(pid).updateIfDifferent(values);
            } else {
                configuration(pid).delete();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Made where there is none yet. */
    Configuration configuration(String pid) throws IOException {
        int tilde = pid.indexOf('~');
        return tilde < 0 ? admin.getConfiguration(pid, "?")
                : admin.getFactoryConfiguration(pid.substring(0, tilde), pid.substring(tilde + 1), "?");
    }

    private static Map<String, Object> map(Dictionary<String, Object> values) {
        var map = new HashMap<String, Object>();
        Collections.list(values.keys()).forEach(key -> map.put(key, values.get(key)));
        return map;
    }
}

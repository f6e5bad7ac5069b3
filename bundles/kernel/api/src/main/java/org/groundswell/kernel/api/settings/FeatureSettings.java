package org.groundswell.kernel.api.settings;

import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The settings that come with feature files. They lie above a component's defaults and below {@code conf/}: a file
 * there changes the keys that it names, and what it changed comes back when it goes. A service; thread-safe.
 */
@ProviderType
public interface FeatureSettings {

    /**
     * @param pid      of a component, {@code factory~name} for one of several (OSGi Compendium, section 104.3)
     * @param feature  the file's name
     * @param settings all that the feature says of this PID; what it said before is forgotten
     * @throws java.io.UncheckedIOException if they could not be put in force
     */
    void put(String pid, String feature, Map<String, Object> settings);

    /**
     * Takes them back; what {@code conf/} says stays. Nothing happens where there are none.
     *
     * @throws java.io.UncheckedIOException if they could not be taken back
     */
    void remove(String pid);
}

package org.groundswell.kernel.api.settings;

import org.osgi.annotation.versioning.ProviderType;

/** Whoever reads {@code conf/}. A service; thread-safe. */
@ProviderType
public interface SettingsReader {

    /**
     * Whether what stands in a file now was put in force, or refused with a word.
     *
     * @param file its name in {@code conf/}
     * @return false while it is being written or waits for the bundle that it is for; true for a file that is not there
     */
    boolean isRead(String file);
}

package org.groundswell.kernel.api.settings;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The settings of all components, to be made into forms. A service; thread-safe. */
@ProviderType
public interface SettingsForms {

    /** Every component that has settings, and every instance of those of which there may be several, by PID. */
    List<SettingsForm> all();

    /** @param pid as in {@link SettingsForm#pid}; of a factory's instance that is not there yet, too */
    Optional<SettingsForm> find(String pid);

    /**
     * Puts settings in force and into their file in {@code conf/}, all of them or none. What the keeper then sees of the
     * component is in its history.
     *
     * @param values by key, as a file has them; settings that are not named stay as they are
     * @return what is wrong, by key, or by "" where that is none of the keys; then nothing was changed. A value of a secret
     *         is never repeated
     * @throws IOException if the file cannot be written; then nothing was changed
     */
    Map<String, String> save(String pid, Map<String, String> values) throws IOException;

    /**
     * Takes what the file says back, so that the defaults are in force again; one of several instances goes.
     *
     * @return whether there was anything to take back
     * @throws IOException if the file cannot be written
     */
    boolean reset(String pid) throws IOException;
}

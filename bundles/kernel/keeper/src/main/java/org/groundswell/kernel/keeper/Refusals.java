package org.groundswell.kernel.keeper;

import com.google.gson.reflect.TypeToken;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.groundswell.kernel.api.NodeFolder;

/**
 * Whether a jar may be tried by itself: not one that did not prove itself, as long as it is the same jar with the same
 * settings. What has changed may make it well.
 */
final class Refusals {
    private static final int MOST = 500;

    private final History history;
    private final JarSettings settings;
    /** The settings with which each jar was tried last, by its checksum. */
    private final Remembered<String> tried;

    Refusals(History history, NodeFolder node, Path folder) {
        this.history = history;
        this.settings = new JarSettings(node);
        this.tried = new Remembered<>(folder.resolve("tried.json"), MOST, new TypeToken<Map<String, String>>() { });
    }

    void nowTried(BundleFile jar) {
        tried.put(jar.sha256(), settings.fingerprint(jar));
    }

    /** Why this jar should not be tried again by itself; nothing where it may. */
    Optional<String> objection(BundleFile jar) {
        return history.objection(jar.sha256()).filter(reason -> tried.get(jar.sha256())
                .map(settings.fingerprint(jar)::equals).orElse(true));
    }
}

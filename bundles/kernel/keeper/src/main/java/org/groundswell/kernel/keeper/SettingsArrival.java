package org.groundswell.kernel.keeper;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.groundswell.kernel.api.settings.SettingsReader;
import org.groundswell.kernel.keeper.features.JarSettings;
import org.groundswell.kernel.keeper.jars.BundleFile;

/**
 * Waits until the settings in {@code conf/} have reached a jar: they are put in force when its bundle is there, and a
 * file that was saved a moment ago counts only when it has settled. Thread-safe.
 */
final class SettingsArrival {
    private static final long POLL_NANOS = 50_000_000;

    private final JarSettings settings;
    private final Supplier<SettingsReader> reader;

    /** @param reader gives null while nobody reads the folder */
    SettingsArrival(JarSettings settings, Supplier<SettingsReader> reader) {
        this.settings = settings;
        this.reader = reader;
    }

    /** Returns when they are there, or the time is up. */
    void await(BundleFile jar, long nanos) {
        long end = System.nanoTime() + nanos;
        List<String> files = settings.described(jar);
        SettingsReader present = reader.get();
        while (present != null && System.nanoTime() - end < 0
                && !files.stream().allMatch(present::isRead)) {
            LockSupport.parkNanos(POLL_NANOS);
            present = reader.get();
        }
    }
}

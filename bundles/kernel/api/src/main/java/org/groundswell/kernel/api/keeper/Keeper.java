package org.groundswell.kernel.api.keeper;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Replaces bundles and takes care that what runs is good. Whoever replaces a bundle without it is noticed, put on
 * probation and rolled back just the same. A service; thread-safe, one swap at a time.
 */
@ProviderType
public interface Keeper {

    /**
     * The manifest header with which a jar says which other bundles its swap may restart: symbolic names separated by
     * commas, or {@code *}. Without it, none.
     */
    String AFFECTS = "Groundswell-Swap-Affects";

    /**
     * The manifest header with which a jar says which paths of others it is meant to answer, or to stand before as a
     * filter: servlet patterns separated by commas. Without it, none.
     */
    String PATHS = "Groundswell-Paths";

    /** The property of a configuration that came with a feature file and goes with it; its value is the file's name. */
    String FEATURE = "org.groundswell.feature";

    /**
     * Replaces the bundle that has the jar's symbolic name, or installs it where there is none.
     *
     * @param jar may be deleted or changed once this method has returned
     * @param by who or what wants it, for the history
     * @return what came of it, when the jar has proved itself or not; what goes wrong is the record's reason, not an
     *         exception
     */
    CompletableFuture<SwapRecord> swap(Path jar, String by);

    /**
     * Puts back the last good jar before the present one.
     *
     * @param bundle a symbolic name
     */
    CompletableFuture<SwapRecord> rollback(String bundle, String by);

    /** Which other bundles a swap of this one would restart now: their symbolic names, in alphabetical order. */
    List<String> affected(String bundle);

    /** Every change, the oldest first. */
    List<SwapRecord> history();

    /** For how long a new jar is watched, once its ports are back, before it counts as good. */
    Duration probation();
}

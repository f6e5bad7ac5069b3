package org.groundswell.kernel.api;

import java.nio.file.Path;
import org.osgi.framework.BundleContext;

/**
 * The folder a node lives in, with its {@code conf}, {@code site} and {@code data}. Immutable.
 *
 * @param path as the framework property {@link #PROPERTY} gives it, or the working directory without one
 */
public record NodeFolder(Path path) {

    /** The framework property that {@code bin/groundswell} sets. */
    public static final String PROPERTY = "groundswell.home";

    /** The folder of the node that this bundle runs in. */
    public static NodeFolder of(BundleContext context) {
        String home = context.getProperty(PROPERTY);
        return new NodeFolder(Path.of(home == null ? "." : home));
    }

    /** A file or folder below the node's folder; an absolute path stays as it is. */
    public Path resolve(String other) {
        return path.resolve(other);
    }
}

package org.groundswell.kernel.api.node;

import java.nio.file.Path;
import org.osgi.framework.BundleContext;

/**
 * The folder a node lives in, with its {@code conf} and {@code site}, and the folder of its {@code data}, which may be
 * elsewhere. Immutable.
 *
 * @param path as the framework property {@link #PROPERTY} gives it, or the working directory without one
 * @param data as the framework property {@link #DATA_PROPERTY} gives it, or {@code data} below {@code path} without one
 */
public record NodeFolder(Path path, Path data) {

    /** The framework property with the node's folder that {@code bin/groundswell} sets. */
    public static final String PROPERTY = "groundswell.home";
    /** The framework property with the folder of the node's data that {@code bin/groundswell} sets. */
    public static final String DATA_PROPERTY = "groundswell.data";
    /** The framework property with the folder of the release that {@code bin/groundswell} has started. */
    public static final String RELEASE_PROPERTY = "groundswell.release";
    private static final Path DATA = Path.of("data");

    /** A node whose data is in its own folder. */
    public NodeFolder(Path path) {
        this(path, path.resolve(DATA));
    }

    /** The folder of the node that this bundle runs in. */
    public static NodeFolder of(BundleContext context) {
        String home = context.getProperty(PROPERTY);
        String data = context.getProperty(DATA_PROPERTY);
        Path path = Path.of(home == null ? "." : home);
        return data == null ? new NodeFolder(path) : new NodeFolder(path, path.resolve(data));
    }

    /** Where the program of this node is: in its own folder, or in that of the release that it was upgraded to. */
    public static Path release(BundleContext context) {
        String release = context.getProperty(RELEASE_PROPERTY);
        return release == null ? of(context).path() : Path.of(release);
    }

    /**
     * A file or folder below the node's folder; what begins with {@code data/} is where the data is, and an absolute
     * path stays as it is.
     */
    public Path resolve(String other) {
        Path relative = Path.of(other);
        return !relative.isAbsolute() && relative.startsWith(DATA) ? data.resolve(DATA.relativize(relative))
                : path.resolve(other);
    }
}

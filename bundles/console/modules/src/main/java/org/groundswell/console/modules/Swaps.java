package org.groundswell.console.modules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.jar.JarFile;
import org.groundswell.kernel.api.keeper.Keeper;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.shared.files.PrivateFiles;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the keeper, on a thread of its own: a swap takes seconds, and may be one of the very bundle that asks. */
@Component(service = Swaps.class)
public final class Swaps {
    private static final Logger LOG = LoggerFactory.getLogger(Swaps.class);
    private static final String BY = "console";
    /** So long the page that follows has time to come before what it is made of goes. */
    private static final Duration HEAD_START = Duration.ofSeconds(2);

    private final Keeper keeper;
    private final NodeFolder node;

    @Activate
    public Swaps(BundleContext context, @Reference Keeper keeper) {
        this(NodeFolder.of(context), keeper);
    }

    Swaps(NodeFolder node, Keeper keeper) {
        this.keeper = keeper;
        this.node = node;
    }

    /** A folder for a jar on its way to the keeper, which makes a copy of its own. */
    Path folder() throws IOException {
        PrivateFiles.folder(node.resolve("data/console"));
        return Files.createTempDirectory(PrivateFiles.folder(node.resolve("data/console/uploads")), "");
    }

    /** The symbolic name that a jar gives itself; empty where it is no bundle, which the keeper says better. */
    static Optional<String> symbolicName(Path jar) {
        try (var file = new JarFile(jar.toFile(), false)) {
            return Optional.ofNullable(file.getManifest())
                    .map(each -> each.getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME))
                    .map(each -> each.split(";", 2)[0].strip());
        } catch (IOException | IllegalArgumentException | SecurityException e) {
            LOG.debug("{} is no bundle", jar, e);
            return Optional.empty();
        }
    }

    /**
     * Begins a swap; the history says what becomes of it. The file and its folder go.
     *
     * @param name the bundle's, or "" where it is not known
     */
    void begin(Path jar, String name) {
        start("swap of " + name, name, () -> {
            try {
                keeper.swap(jar, BY + "/" + jar.getFileName());
            } finally {
                remove(jar);
            }
        });
    }

    /** Begins to put back the good jar before. */
    void back(String name) {
        start("way back of " + name, name, () -> keeper.rollback(name, BY));
    }

    static void remove(Path jar) {
        try {
            Files.deleteIfExists(jar);
            Files.deleteIfExists(jar.getParent());
        } catch (IOException e) {
            LOG.warn("{} is left behind: {}", jar, e.toString());
        }
    }

    private static void start(String thread, String name, Runnable wish) {
        Thread.ofVirtual().name(thread).start(() -> {
            try {
                if (Module.isConsole(name)) {
                    Thread.sleep(HEAD_START);
                }
                wish.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                LOG.error("The {} did not begin", thread, e);
            }
        });
    }
}

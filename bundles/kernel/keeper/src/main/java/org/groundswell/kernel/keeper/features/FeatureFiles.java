package org.groundswell.kernel.keeper.features;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.api.settings.FeatureSettings;
import org.groundswell.kernel.keeper.jars.BundleFile;
import org.groundswell.kernel.keeper.jars.RefusedException;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the jars that features name, and gives and takes the settings that they bring. */
@Component(service = FeatureFiles.class)
public final class FeatureFiles {
    private static final Logger LOG = LoggerFactory.getLogger(FeatureFiles.class);

    private static final long POLL_NANOS = 100_000_000;

    /** Of the bundles that features name: the node's own first, and what the release before had still counts. */
    private final List<Path> folders;
    private final FeatureSettings settings;
    private final Map<String, Set<String>> configured = new ConcurrentHashMap<>();

    @Activate
    public FeatureFiles(BundleContext context, @Reference FeatureSettings settings) {
        NodeFolder node = NodeFolder.of(context);
        this.folders = List.of(node.resolve("deploy/artifacts"), NodeFolder.release(context).resolve("artifacts"),
                node.resolve("artifacts"));
        this.settings = settings;
    }

    /**
     * Waits for jars that are still being copied.
     *
     * @throws RefusedException if one is missing or no bundle: a feature comes as a whole or not at all
     */
    public List<BundleFile> await(FeatureFile feature, long nanos) throws RefusedException {
        long end = System.nanoTime() + nanos;
        while (true) {
            try {
                return files(feature);
            } catch (RefusedException e) {
                if (System.nanoTime() - end >= 0) {
                    throw e;
                }
                LockSupport.parkNanos(POLL_NANOS);
            }
        }
    }

    private List<BundleFile> files(FeatureFile feature) throws RefusedException {
        var files = new ArrayList<BundleFile>();
        for (String path : feature.bundles()) {
            Optional<Path> found = folders.stream()
                    .map(folder -> folder.resolve(path)).filter(Files::isRegularFile).findFirst();
            files.add(BundleFile.read(found.orElseThrow(
                    () -> new RefusedException("the jar it names is missing: put it to deploy/artifacts/" + path))));
        }
        return files;
    }

    /** Puts the feature's settings in force; what {@code conf/} says has the last word. */
    public void configure(String name, FeatureFile feature) {
        Set<String> before = configured.getOrDefault(name, Set.of());
        before.stream().filter(pid -> !feature.configurations().containsKey(pid)).forEach(this::delete);
        feature.configurations().forEach((pid, values) -> {
            try {
                settings.put(pid, name, values);
            } catch (UncheckedIOException e) {
                LOG.error("Settings of {} in deploy/{} could not be put in force", pid, name, e);
            }
        });
        configured.put(name, Set.copyOf(feature.configurations().keySet()));
    }

    public void remove(String name) {
        Set<String> pids = configured.remove(name);
        if (pids != null) {
            pids.forEach(this::delete);
        }
    }

    private void delete(String pid) {
        try {
            settings.remove(pid);
        } catch (UncheckedIOException e) {
            LOG.error("Settings of {} could not be taken away", pid, e);
        }
    }
}

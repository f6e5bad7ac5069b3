package org.groundswell.console.modules;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.shared.deploy.DeployFiles;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The features that the node was shipped with, and the files that lie in {@code deploy/}. */
@Component(service = Features.class)
public final class Features {
    private static final Logger LOG = LoggerFactory.getLogger(Features.class);
    private static final String ENDING = ".json";
    /** What the node is without any of the others. */
    private static final String NODE = "node.json";
    private static final int MOST_FILES = 1_000;
    private static final long LARGEST_FEATURE = 1 << 20;

    private final Path shipped;
    private final Path deploy;

    @Activate
    public Features(BundleContext context) {
        this(NodeFolder.of(context), NodeFolder.release(context));
    }

    /** @param release which has features of its own */
    Features(NodeFolder node, Path release) {
        this.shipped = release.resolve("features");
        this.deploy = node.resolve("deploy");
    }

    /** A feature that can be added. */
    record Feature(String file, String title, boolean isAdded) {
    }

    /** In alphabetical order. */
    List<Feature> all() {
        return names(shipped, ENDING).stream().filter(each -> !each.equals(NODE) && DeployFiles.isName(each))
                .map(each -> new Feature(each, title(shipped.resolve(each)), isDeployed(each))).toList();
    }

    /** What lies in {@code deploy/} and can be taken away from here. */
    List<String> deployed() {
        return names(deploy, "").stream().filter(DeployFiles::isName).toList();
    }

    /** A shipped feature's file; empty where there is none of this name. */
    Optional<Path> file(String name) {
        return all().stream().filter(each -> each.file().equals(name)).findFirst().map(each -> shipped.resolve(each.file()));
    }

    boolean isDeployed(String name) {
        return Files.isRegularFile(deploy.resolve(name));
    }

    /** Files there of at most so many bytes. */
    DeployFiles files(long largest) {
        return new DeployFiles(deploy, largest);
    }

    DeployFiles files() {
        return files(LARGEST_FEATURE);
    }

    private static List<String> names(Path folder, String ending) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).map(each -> each.getFileName().toString())
                    .filter(each -> each.endsWith(ending)).sorted().limit(MOST_FILES).toList();
        } catch (IOException e) {
            LOG.warn("{} cannot be read: {}", folder, e.toString());
            return List.of();
        }
    }

    private static String title(Path file) {
        try {
            JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
            return json.has("title") ? json.get("title").getAsString() : "";
        } catch (IOException | JsonParseException | IllegalStateException | UnsupportedOperationException e) {
            LOG.warn("The title of features/{} cannot be read: {}", file.getFileName(), e.toString());
            return "";
        }
    }
}

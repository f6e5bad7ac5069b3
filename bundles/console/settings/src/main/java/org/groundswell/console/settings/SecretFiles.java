package org.groundswell.console.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.shared.files.PrivateFiles;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Secrets that were typed into a form, each in a file of its own that only the node's user reads: settings have the file's
 * name. The one before stays, because settings that do not prove themselves go back to it.
 */
@Component(service = SecretFiles.class)
public final class SecretFiles {
    private static final Logger LOG = LoggerFactory.getLogger(SecretFiles.class);
    private static final String FOLDER = "data/secrets";
    private static final int KEPT = 2;
    private static final int CHANCE_BYTES = 6;

    private final Path folder;
    private final SecureRandom random = new SecureRandom();

    @Activate
    public SecretFiles(BundleContext context) {
        this(NodeFolder.of(context));
    }

    SecretFiles(NodeFolder node) {
        this.folder = node.resolve(FOLDER);
    }

    /** Puts settings in force that name the files. */
    @FunctionalInterface
    interface Saving {
        /** @return what is wrong, by key */
        Map<String, String> save(Map<String, String> named) throws IOException;
    }

    /** Writes the secrets and takes them away again where the settings are refused. */
    Map<String, String> keeping(String pid, Map<String, String> secrets, Saving saving) throws IOException {
        var written = new HashMap<String, Path>();
        var named = new LinkedHashMap<String, String>();
        boolean isInForce = false;
        try {
            for (var each : secrets.entrySet()) {
                Path file = write(pid + "." + each.getKey(), each.getValue());
                written.put(pid + "." + each.getKey(), file);
                named.put(each.getKey(), "file:" + FOLDER + "/" + file.getFileName());
            }
            Map<String, String> problems = saving.save(named);
            isInForce = problems.isEmpty();
            return problems;
        } finally {
            for (var each : written.entrySet()) {
                if (isInForce) {
                    removeOld(each.getKey());
                } else {
                    Files.deleteIfExists(each.getValue());
                }
            }
        }
    }

    private Path write(String name, String secret) throws IOException {
        byte[] chance = new byte[CHANCE_BYTES];
        random.nextBytes(chance);
        Path file = PrivateFiles.folder(folder).resolve(name + "-" + HexFormat.of().formatHex(chance));
        PrivateFiles.replace(file, secret + "\n");
        return file;
    }

    private void removeOld(String name) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> ours = files.filter(each -> each.getFileName().toString().matches("\\Q" + name + "\\E-[0-9a-f]{12}"))
                    .sorted(Comparator.comparing((Path each) -> each.toFile().lastModified()).reversed()).toList();
            for (Path each : ours.stream().skip(KEPT).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            LOG.warn("Old secrets of {} are left behind: {}", name, e.toString());
        }
    }
}

package org.groundswell.console.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
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
 * name. What settings name stays, and what they named before: those that do not prove themselves go back to it.
 */
@Component(service = SecretFiles.class)
public final class SecretFiles {
    private static final Logger LOG = LoggerFactory.getLogger(SecretFiles.class);
    private static final String FOLDER = "data/secrets";
    private static final String CONF = "conf";
    /** What was saved so lately may be on trial, and what came before it may come back. */
    private static final Duration TRIAL = Duration.ofHours(1);
    private static final Pattern NAMED = Pattern.compile("file:" + FOLDER + "/([\\w.~-]+)");
    private static final int CHANCE_BYTES = 6;

    private final Path folder;
    private final Path conf;
    private final SecureRandom random = new SecureRandom();

    @Activate
    public SecretFiles(BundleContext context) {
        this(NodeFolder.of(context));
    }

    SecretFiles(NodeFolder node) {
        this.folder = node.resolve(FOLDER);
        this.conf = node.resolve(CONF);
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
        Set<Path> before = secrets.isEmpty() ? Set.of() : named();
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
                    removeOld(each.getKey(), before, each.getValue());
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

    /** @param before the files that settings named before {@code now} came */
    private void removeOld(String name, Set<Path> before, Path now) {
        try {
            Set<Path> needed = named();
            needed.addAll(before);
            needed.add(now);
            Instant trial = Instant.now().minus(TRIAL);
            List<Path> ours = ofName(name);
            for (Path each : before) {
                if (ours.contains(each) && Files.getLastModifiedTime(each).toInstant().isAfter(trial)) {
                    return;
                }
            }
            for (Path each : ours) {
                if (!needed.contains(each)) {
                    Files.deleteIfExists(each);
                }
            }
        } catch (IOException e) {
            LOG.warn("Old secrets of {} are left behind: {}", name, e.toString());
        }
    }

    private List<Path> ofName(String name) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(each -> each.getFileName().toString().matches("\\Q" + name + "\\E-[0-9a-f]{12}"))
                    .toList();
        }
    }

    /** The files that any settings name, those that were set aside included. */
    private Set<Path> named() throws IOException {
        var found = new HashSet<Path>();
        if (Files.isDirectory(conf)) {
            try (var files = Files.newDirectoryStream(conf, Files::isRegularFile)) {
                for (Path each : files) {
                    String text = Files.readString(each, StandardCharsets.ISO_8859_1);
                    NAMED.matcher(text).results().forEach(name -> found.add(folder.resolve(name.group(1))));
                }
            }
        }
        return found;
    }
}

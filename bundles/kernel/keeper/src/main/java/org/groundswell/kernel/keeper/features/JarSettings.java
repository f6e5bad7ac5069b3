package org.groundswell.kernel.keeper.features;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.keeper.jars.BundleFile;
import org.groundswell.kernel.keeper.jars.RefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * With which settings a jar runs: a fingerprint of the files in {@code conf/} that are for its components, of what the
 * features in {@code deploy/} say for these, and of when the files of secrets that these name were changed. It says
 * whether a jar that failed has got others since.
 */
public final class JarSettings {
    private static final Logger LOG = LoggerFactory.getLogger(JarSettings.class);
    private static final Pattern PIDS = Pattern.compile("configuration-pid=\"([^\"]*)\"");
    private static final Pattern DESIGNATED = Pattern.compile("<Designate [^>]*[pP]id=\"([^\"]*)\"");
    private static final Pattern SECRET_FILE = Pattern.compile("file:([^,\\s]+)");
    private static final String ENDING = ".cfg";

    private final NodeFolder node;

    public JarSettings(NodeFolder node) {
        this.node = node;
    }

    public String fingerprint(BundleFile jar) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            Set<String> pids = pids(jar);
            for (Path file : files(pids)) {
                String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                digest.update((file.getFileName() + "\n" + text + "\n").getBytes(StandardCharsets.UTF_8));
                for (String secret : SECRET_FILE.matcher(text).results().map(found -> found.group(1)).toList()) {
                    digest.update((secret + changed(node.resolve(secret)) + "\n").getBytes(StandardCharsets.UTF_8));
                }
            }
            for (String text : featureSettings(pids)) {
                digest.update(text.getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            LOG.warn("The settings of {} cannot be looked at: {}", jar.symbolicName(), e.toString());
            return "";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** Names of the files in {@code conf/} that are for the jar's components, as far as it describes their settings. */
    public List<String> described(BundleFile jar) {
        try (var file = new JarFile(jar.path().toFile(), false)) {
            var described = new TreeSet<String>();
            for (var entry : file.stream().filter(each -> each.getName().matches("OSGI-INF/metatype/[^/]*\\.xml"))
                    .toList()) {
                try (InputStream in = file.getInputStream(entry)) {
                    DESIGNATED.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8)).results()
                            .forEach(found -> described.add(found.group(1)));
                }
            }
            var names = new ArrayList<String>();
            files(described).forEach(each -> names.add(each.getFileName().toString()));
            return names;
        } catch (IOException e) {
            LOG.warn("The settings of {} cannot be looked at: {}", jar.symbolicName(), e.toString());
            return List.of();
        }
    }

    /** The bundle's own name is the usual PID; its components may have others. */
    public static Set<String> pids(BundleFile jar) throws IOException {
        var pids = new TreeSet<>(Set.of(jar.symbolicName()));
        try (var file = new JarFile(jar.path().toFile(), false)) {
            for (var entry : file.stream().filter(each -> each.getName().matches("OSGI-INF/[^/]*\\.xml")).toList()) {
                try (InputStream in = file.getInputStream(entry)) {
                    String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                    PIDS.matcher(text).results().forEach(found -> pids.addAll(Arrays.asList(
                            found.group(1).split("\\s+"))));
                }
            }
        }
        return pids;
    }

    private Iterable<Path> files(Set<String> pids) throws IOException {
        Path folder = node.resolve("conf");
        if (!Files.isDirectory(folder)) {
            return Set.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(Files::isRegularFile).filter(file -> isOf(pids, file.getFileName().toString())).sorted()
                    .toList();
        }
    }

    private static boolean isOf(Set<String> pids, String name) {
        return name.endsWith(ENDING)
                && pids.contains(name.substring(0, name.length() - ENDING.length()).replaceFirst("~.*", ""));
    }

    /** What the features in {@code deploy/} say for these PIDs; one that cannot be read has no settings. */
    private List<String> featureSettings(Set<String> pids) throws IOException {
        Path folder = node.resolve("deploy");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        var said = new ArrayList<String>();
        try (var features = Files.newDirectoryStream(folder, "*.json")) {
            for (Path file : features) {
                try {
                    FeatureFile.read(file).configurations().forEach((pid, settings) -> {
                        if (isOf(pids, pid + ENDING)) {
                            said.add(pid + ' ' + new Gson().toJson(new TreeMap<>(settings)) + '\n');
                        }
                    });
                } catch (RefusedException e) {
                    LOG.debug("No settings from {}: {}", file, e.getMessage());
                }
            }
        }
        said.sort(null);
        return said;
    }

    private static String changed(Path file) throws IOException {
        return Files.exists(file) ? " " + Files.getLastModifiedTime(file) + " " + Files.size(file) : " none";
    }
}

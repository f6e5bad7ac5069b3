package org.groundswell.kernel.configuration;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.felix.cm.file.ConfigurationHandler;
import org.groundswell.shared.files.PrivateFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settings that no bundle describes, as somebody has made them in the console. {@code conf/} cannot have them: nobody says of
 * which type they are. Each is a file in the form that Configuration Admin itself keeps them in.
 */
final class UndescribedSettings {
    private static final Logger LOG = LoggerFactory.getLogger(UndescribedSettings.class);
    private static final String ENDING = ".config";

    private final Path folder;

    UndescribedSettings(Path folder) {
        this.folder = folder;
    }

    /** By PID. What cannot be read is said and left where it is. */
    Map<String, Dictionary<String, Object>> all() {
        var all = new HashMap<String, Dictionary<String, Object>>();
        for (Path file : files()) {
            try {
                all.put(pid(file), values(ConfigurationHandler.read(new ByteArrayInputStream(Files.readAllBytes(file)))));
            } catch (IOException | IllegalArgumentException e) {
                LOG.error("Settings that were made in the console are not in force, {} cannot be read: {}", file, e.toString());
            }
        }
        return all;
    }

    void keep(String pid, Dictionary<String, Object> values) throws IOException {
        var out = new ByteArrayOutputStream();
        ConfigurationHandler.write(out, values);
        PrivateFiles.replace(PrivateFiles.folder(folder).resolve(name(pid)), out.toString(StandardCharsets.UTF_8));
    }

    void forget(String pid) throws IOException {
        Files.deleteIfExists(folder.resolve(name(pid)));
    }

    private List<Path> files() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ENDING)).toList();
        } catch (IOException e) {
            LOG.error("Settings that were made in the console are not in force, {} cannot be read: {}", folder, e.toString());
            return List.of();
        }
    }

    @SuppressWarnings("unchecked")
    private static Dictionary<String, Object> values(Dictionary<?, ?> read) {
        return (Dictionary<String, Object>) read;
    }

    /** A PID may have any letters. */
    private static String name(String pid) {
        return URLEncoder.encode(pid, StandardCharsets.UTF_8) + ENDING;
    }

    private static String pid(Path file) {
        String name = file.getFileName().toString();
        return URLDecoder.decode(name.substring(0, name.length() - ENDING.length()), StandardCharsets.UTF_8);
    }
}

package org.groundswell.kernel.keeper.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What lies in {@code deploy/} and is never taken: somebody may wait for it. Not thread-safe, but for {@link #present}.
 */
final class OddFiles {
    private static final Logger LOG = LoggerFactory.getLogger(OddFiles.class);
    /** What is hidden, editors' own files, and the page that says what the folder is for. */
    private static final Pattern LEFT_ALONE = Pattern.compile("[.#].*|.*~|.*\\.(swp|swx|tmp|bak|orig)|README.*");
    /** Who copies a file in gives it its name when it is whole. */
    private static final Duration COPYING = Duration.ofMinutes(1);

    private final Path folder;
    private final InstantSource clock;
    private final Set<String> said = new HashSet<>();

    OddFiles(Path folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** What lies there now, by name: why it is not taken, and what to do. */
    Map<String, String> present() throws IOException {
        var odd = new TreeMap<String, String>();
        if (!Files.isDirectory(folder)) {
            return odd;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                oddity(file).ifPresent(why -> odd.put(file.getFileName().toString(), why));
            }
        }
        return odd;
    }

    /** What is new since the last look; the log has it then. */
    Map<String, String> look() throws IOException {
        Map<String, String> odd = present();
        said.retainAll(odd.keySet());
        odd.keySet().removeIf(name -> !said.add(name));
        odd.forEach((name, why) -> LOG.warn("deploy/{} is not taken: {}", name, why));
        return odd;
    }

    private Optional<String> oddity(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (LEFT_ALONE.matcher(name).matches()) {
            return Optional.empty();
        }
        if (!Files.exists(file)) {
            return Files.isSymbolicLink(file) ? Optional.of("it is a link to nowhere; put the jar itself there, or make"
                    + " what it leads to") : Optional.empty();
        }
        if (Files.isDirectory(file)) {
            return Optional.of("it is a folder, and nobody looks into it; put the jar or feature itself into deploy/");
        }
        if (name.endsWith(".part")) {
            return Files.getLastModifiedTime(file).toInstant().isAfter(clock.instant().minus(COPYING))
                    ? Optional.empty() : Optional.of("with this name it is being copied still; rename it when it is"
                            + " whole, or delete it");
        }
        return name.endsWith(".txt") || name.endsWith(".md") ? Optional.of("it is text and no bundle; if it should be one,"
                + " give it the name of a jar, else keep it elsewhere") : Optional.empty();
    }
}

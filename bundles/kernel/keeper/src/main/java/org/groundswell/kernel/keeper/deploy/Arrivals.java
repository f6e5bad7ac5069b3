package org.groundswell.kernel.keeper.deploy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.groundswell.kernel.keeper.StartPhase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a node that starts still waits for: files that lie in {@code deploy/} already. Thread-safe. */
final class Arrivals {
    private static final Logger LOG = LoggerFactory.getLogger(Arrivals.class);

    private final Path folder;
    private final Set<String> awaited = ConcurrentHashMap.newKeySet();
    private final long beganNanos = System.nanoTime();

    Arrivals(Path folder, Set<String> names) {
        this.folder = folder;
        this.awaited.addAll(names);
    }

    /** Names of the files in the folder that somebody takes. */
    static Set<String> present(Path folder, Predicate<File> taken) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).map(Path::toFile).filter(taken).map(File::getName)
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            LOG.warn("{} cannot be read: {}", folder, e.toString());
            return Set.of();
        }
    }

    /** The file was put in, or refused. */
    void arrived(String name) {
        awaited.remove(name);
    }

    /** Names of the files that nobody has taken yet, in alphabetical order. */
    List<String> missing() {
        awaited.removeIf(name -> !Files.exists(folder.resolve(name)));
        return awaited.stream().sorted().toList();
    }

    /** Whether somebody still has to wait for one. */
    boolean areAwaited() {
        return !isOverdue() && !missing().isEmpty();
    }

    /** What nobody has taken by now is not waited for any longer. */
    boolean isOverdue() {
        return System.nanoTime() - beganNanos > StartPhase.LONGEST.toNanos();
    }
}

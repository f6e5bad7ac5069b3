package org.groundswell.kernel.keeper;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What a node that starts still waits for: files that lie in {@code deploy/} already. Thread-safe. */
final class Arrivals {
    private final Path folder;
    private final Set<String> awaited = ConcurrentHashMap.newKeySet();
    private final long beganNanos = System.nanoTime();

    Arrivals(Path folder, Set<String> names) {
        this.folder = folder;
        this.awaited.addAll(names);
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

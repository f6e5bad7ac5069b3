package org.groundswell.pages.migration;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.groundswell.shared.sites.SiteLimits;

/**
 * What a site folder can take: a node that finds more in it shows nothing of it. Some is left for what is written later.
 * Used by one thread.
 */
final class Room {
    private static final long BYTES_TAKEN = 36_000_000;
    private static final int FILES_TAKEN = 4_500;

    private final Map<Path, Long> files = new HashMap<>();
    private long bytes;

    /** In a folder, with what is there. */
    Room(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
                return !visited.equals(folder) && SiteLimits.isPassedOver(visited) ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (!SiteLimits.isPassedOver(file)) {
                    put(file, attributes.size());
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Why a file of this size has no place; nothing where it has one, and then that is taken. */
    Optional<String> refused(Path file, long size) {
        if (bytes - files.getOrDefault(file, 0L) + size > BYTES_TAKEN) {
            return Optional.of("with it the site would have more than " + Megabytes.of(BYTES_TAKEN) + ", and a node reads "
                    + Megabytes.of(SiteLimits.MOST_BYTES) + " at most; make pictures smaller and import again");
        }
        if (!files.containsKey(file) && files.size() >= FILES_TAKEN) {
            return Optional.of("with it the site would have more than " + FILES_TAKEN + " files, and a node reads "
                    + SiteLimits.MOST_FILES + " at most; import a part of the old site");
        }
        put(file, size);
        return Optional.empty();
    }

    private void put(Path file, long size) {
        Long before = files.put(file, size);
        bytes += size - (before == null ? 0 : before);
    }
}

package org.groundswell.shared.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder that is replaced as a whole: nobody sees half of one. */
public final class WholeFolder {

    /** Bytes; as much as a node keeps for its ledger by default. */
    private static final long KEPT_FREE = 100_000_000;

    private WholeFolder() {
    }

    /** Writes what a folder is to have. */
    @FunctionalInterface
    public interface Content {
        /** @param folder not there yet */
        void writeTo(Path folder) throws IOException;
    }

    /**
     * Replaces a folder by what is written.
     *
     * @param bytes how much that is
     * @throws IOException if it cannot be written, or would take the last room of its disk, which is kept for gifts; then
     *                     the folder stays as it was
     */
    public static void replace(Path folder, long bytes, Content content) throws IOException {
        Path next = folder.resolveSibling(folder.getFileName() + ".new");
        delete(next);
        long free = free(folder);
        if (free - bytes < KEPT_FREE) {
            throw new IOException(folder + " would take " + megabytes(bytes) + " MB of " + megabytes(free)
                    + " MB that are free, and " + megabytes(KEPT_FREE) + " MB of a disk stay free for gifts");
        }
        content.writeTo(next);
        delete(before(folder));
        if (Files.exists(folder)) {
            Files.move(folder, before(folder));
        }
        Files.move(next, folder);
        delete(before(folder));
    }

    /** Where it is between the two moves: a process may be killed there. */
    public static Path before(Path folder) {
        return folder.resolveSibling(folder.getFileName() + ".old");
    }

    private static long free(Path folder) throws IOException {
        Path there = folder.toAbsolutePath();
        while (Files.notExists(there)) {
            there = there.getParent();
        }
        return Files.getFileStore(there).getUsableSpace();
    }

    private static long megabytes(long bytes) {
        return (bytes + 999_999) / 1_000_000;
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}

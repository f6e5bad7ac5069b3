package org.groundswell.shared.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder that is replaced as a whole: nobody sees half of one. */
public final class WholeFolder {

    private WholeFolder() {
    }

    /** Writes what a folder is to have. */
    @FunctionalInterface
    public interface Content {
        /** @param folder not there yet */
        void writeTo(Path folder) throws IOException;
    }

    /** @throws IOException if it cannot be written; then the folder stays as it was */
    public static void replace(Path folder, Content content) throws IOException {
        Path next = folder.resolveSibling(folder.getFileName() + ".new");
        delete(next);
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

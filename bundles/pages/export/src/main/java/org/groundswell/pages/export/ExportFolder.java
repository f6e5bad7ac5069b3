package org.groundswell.pages.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.groundswell.shared.files.WholeFolder;

/** A folder that holds an export and nothing else. It is replaced as a whole: nobody sees half of one. */
final class ExportFolder {
    /** Only a folder with this file in it is ever replaced. */
    private static final String MARK = ".groundswell-export";

    private final Path folder;

    ExportFolder(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /**
     * @return the bytes written
     * @throws IOException if the folder holds something else, or cannot be written; then it stays as it was
     */
    long replace(Map<String, byte[]> files) throws IOException {
        if (Files.exists(folder) && !Files.exists(folder.resolve(MARK)) && !isEmpty()) {
            throw new IOException(folder + " holds something that is no export: give another folder or empty it");
        }
        long bytes = files.values().stream().mapToLong(each -> each.length).sum();
        WholeFolder.replace(folder, bytes, next -> write(files, next));
        return bytes;
    }

    private static void write(Map<String, byte[]> files, Path next) throws IOException {
        Files.createDirectories(next);
        Files.createFile(next.resolve(MARK));
        for (var file : files.entrySet()) {
            Path target = next.resolve(file.getKey()).normalize();
            if (!target.startsWith(next)) {
                throw new IOException("a file would be outside the folder: " + file.getKey());
            }
            Files.createDirectories(target.getParent());
            Files.write(target, file.getValue());
        }
    }

    private boolean isEmpty() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findFirst().isEmpty();
        }
    }
}

package org.groundswell.kernel.configuration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Exchanges what a file says as a whole: whoever reads it, after a crash too, finds the one text or the other. */
final class FileText {

    private FileText() {
    }

    /** Keeps the file's permissions, and a link to it. */
    static void replace(Path file, String text) throws IOException {
        if (!Files.exists(file)) {
            Files.writeString(file, text);
            return;
        }
        Path real = file.toRealPath();
        Path part = real.resolveSibling("." + real.getFileName() + ".part");
        try {
            Files.deleteIfExists(part);
            Files.copy(real, part, StandardCopyOption.COPY_ATTRIBUTES);
            Files.writeString(part, text);
            Files.move(part, real, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}

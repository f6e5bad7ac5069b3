package org.groundswell.shared.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * What the file system knows a file by, whatever its name is. Whoever has a file open sees by it whether that is still the one in
 * the folder: one that was put in its place has another key.
 */
public final class FileKey {

    private FileKey() {
    }

    /** Null where there is no such file. */
    public static Object of(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        } catch (NoSuchFileException e) {
            return null;
        }
    }
}

package org.groundswell.shared.files;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Lines that nobody could read, in a file beside. That it cannot be written keeps nobody from starting. */
final class UnreadLines implements AutoCloseable {
    private final Path aside;
    private FileOutputStream out;
    private long count;
    private IOException failure;

    UnreadLines(Path aside) {
        this.aside = aside;
    }

    void keep(String line) {
        count++;
        if (failure != null) {
            return;
        }
        try {
            if (out == null) {
                Files.deleteIfExists(aside);
                Files.createFile(aside, PosixFilePermissions.asFileAttribute(
                        PosixFilePermissions.fromString("rw-------")));
                out = new FileOutputStream(aside.toFile());
            }
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            failure = e;
        }
    }

    long count() {
        return count;
    }

    String where() {
        return failure == null ? "they stand in " + aside : aside + " could not be written: " + failure;
    }

    @Override
    public void close() throws IOException {
        if (out != null) {
            out.close();
        }
    }
}

package org.groundswell.shared.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Files and folders that only the node's own user reads, whatever the umask. What is written anew is moved into place:
 * whoever reads it, after a crash too, finds the one content or the other. For one thread at a time with each file.
 */
public final class PrivateFiles {
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final Set<StandardOpenOption> ANEW =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private PrivateFiles() {
    }

    /** Makes the folder with those above it, and closes it to others. */
    public static Path folder(Path folder) throws IOException {
        Files.createDirectories(folder);
        return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }

    /** Makes the file if it is not there, and closes it to others if it is. */
    public static void file(Path file) throws IOException {
        if (Files.exists(file)) {
            Files.setPosixFilePermissions(file, PRIVATE.value());
        } else {
            Files.createFile(file, PRIVATE);
        }
    }

    /** Writes the whole text, in UTF-8, or leaves what was there. */
    public static void replace(Path file, String text) throws IOException {
        replace(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes all bytes to the disk, or leaves what was there. */
    public static void replace(Path file, byte[] bytes) throws IOException {
        // Always the same name: what a crash leaves of it is taken away by the next one.
        Path part = part(file);
        Files.deleteIfExists(part);
        try {
            try (FileChannel channel = FileChannel.open(part, ANEW, PRIVATE)) {
                ByteBuffer left = ByteBuffer.wrap(bytes);
                while (left.hasRemaining()) {
                    channel.write(left);
                }
                channel.force(false);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Exchanges the text of a file that is somebody else's: its permissions stay, and so does a link to it. */
    public static void rewrite(Path file, String text) throws IOException {
        rewrite(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The same for bytes. A file that is not there is made, as any file of the node's user. */
    public static void rewrite(Path file, byte[] bytes) throws IOException {
        boolean isThere = Files.exists(file);
        Path real = isThere ? file.toRealPath() : file;
        Path part = part(real);
        try {
            Files.deleteIfExists(part);
            if (isThere) {
                Files.copy(real, part, StandardCopyOption.COPY_ATTRIBUTES);
            }
            Files.write(part, bytes);
            Files.move(part, real, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static Path part(Path file) {
        return file.resolveSibling("." + file.getFileName() + ".part");
    }
}

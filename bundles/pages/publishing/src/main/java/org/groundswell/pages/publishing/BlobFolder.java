package org.groundswell.pages.publishing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.groundswell.shared.files.PrivateFiles;
import org.groundswell.shared.signing.Sha256;

/**
 * What the files of all versions have in them, by its hash, in parts: as it stands in the database, and each node has it in a
 * folder of its own. For one thread at a time.
 */
final class BlobFolder {
    /** Bytes; a hundred of them are read at once. */
    static final int PART = 48_000;
    private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}\\.[0-9]{1,4}");

    private final Path folder;

    BlobFolder(Path folder) {
        this.folder = folder;
    }

    static String hash(byte[] bytes) {
        return Sha256.hex(bytes);
    }

    static int parts(int bytes) {
        return Math.max(1, (bytes + PART - 1) / PART);
    }

    static byte[] part(byte[] bytes, int number) {
        return Arrays.copyOfRange(bytes, number * PART, Math.min(bytes.length, (number + 1) * PART));
    }

    static String name(String hash, int number) {
        return hash + "." + number;
    }

    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    boolean has(String name) {
        return Files.exists(folder.resolve(name));
    }

    void put(String name, byte[] part) throws IOException {
        PrivateFiles.folder(folder);
        PrivateFiles.replace(folder.resolve(name), part);
    }

    /** Takes all others away. */
    void retain(Set<String> names) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> all = Files.list(folder)) {
            for (Path each : all.toList()) {
                if (!names.contains(each.getFileName().toString())) {
                    Files.deleteIfExists(each);
                }
            }
        }
    }

    /**
     * @param file that has this in it, for messages
     * @throws MissingPartException if a part is missing, or they are not what they should be; then they are away
     */
    byte[] read(String file, SiteVersion.Blob blob) throws IOException {
        var bytes = new ByteArrayOutputStream(blob.bytes());
        for (int i = 0; i < parts(blob.bytes()); i++) {
            try {
                bytes.write(Files.readAllBytes(folder.resolve(name(blob.hash(), i))));
            } catch (NoSuchFileException e) {
                throw new MissingPartException("a part of " + file + " is not here", e);
            }
        }
        if (!hash(bytes.toByteArray()).equals(blob.hash())) {
            for (int i = 0; i < parts(blob.bytes()); i++) {
                Files.deleteIfExists(folder.resolve(name(blob.hash(), i)));
            }
            throw new MissingPartException("what is here of " + file + " is not what was published", null);
        }
        return bytes.toByteArray();
    }
}

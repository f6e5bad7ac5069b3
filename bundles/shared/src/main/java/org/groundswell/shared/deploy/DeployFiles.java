package org.groundswell.shared.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Pattern;

/** Files of {@code deploy/}: each is there whole or not at all. One thread at a time. */
public final class DeployFiles {
    /** Nothing with which a name could leave the folder, or that the folder does not look at. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}\\.(jar|json)");
    private static final int CHUNK = 1 << 16;

    private final Path folder;
    private final long largest;

    /** @param largest bytes of a file */
    public DeployFiles(Path folder, long largest) {
        this.folder = folder;
        this.largest = largest;
    }

    /** Whether a file of this name may lie there. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** Whether it is there. */
    public boolean has(String name) {
        return Files.isRegularFile(folder.resolve(name));
    }

    /**
     * @return false if the very same bytes are there already: then nothing is touched
     * @throws TooLargeException if there are too many; then nothing is left of them
     */
    public boolean write(String name, InputStream content) throws IOException {
        // What begins with a dot is nobody's yet.
        Path part = folder.resolve("." + name + ".part");
        try {
            try (OutputStream out = Files.newOutputStream(part)) {
                copy(content, out);
            }
            Path target = folder.resolve(name);
            if (Files.isRegularFile(target) && Files.mismatch(part, target) == -1) {
                return false;
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return true;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** @return whether it was there */
    public boolean remove(String name) throws IOException {
        return Files.deleteIfExists(folder.resolve(name));
    }

    private void copy(InputStream content, OutputStream out) throws IOException {
        byte[] chunk = new byte[CHUNK];
        long total = 0;
        for (int read = content.read(chunk); read >= 0; read = content.read(chunk)) {
            total += read;
            if (total > largest) {
                throw new TooLargeException(largest);
            }
            out.write(chunk, 0, read);
        }
    }
}

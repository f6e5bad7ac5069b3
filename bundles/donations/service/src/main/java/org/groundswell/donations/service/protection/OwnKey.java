package org.groundswell.donations.service.protection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.groundswell.kernel.api.keys.SharedKeys;
import org.groundswell.shared.files.PrivateFiles;

/** The key of a node that stands alone, in a file that is made when something is signed for the first time. Thread-safe. */
final class OwnKey {
    private final Path file;
    private volatile byte[] key;

    /** @param file null where {@code key} is all there is */
    OwnKey(Path file) throws IOException {
        this.file = file;
        if (file != null && Files.exists(file)) {
            key = read();
        }
    }

    OwnKey(byte[] key) {
        this.file = null;
        this.key = key.clone();
    }

    /** Where something was signed with it. */
    Optional<byte[]> present() {
        return Optional.ofNullable(key);
    }

    synchronized byte[] get() {
        try {
            if (key == null) {
                byte[] fresh = new byte[SharedKeys.BYTES];
                new SecureRandom().nextBytes(fresh);
                Files.createDirectories(file.getParent());
                PrivateFiles.replace(file, fresh);
                key = read();
            }
            return key;
        } catch (IOException e) {
            throw new UncheckedIOException("Nothing can be signed: " + e.getMessage(), e);
        }
    }

    private byte[] read() throws IOException {
        byte[] found = Files.readAllBytes(file);
        if (found.length != SharedKeys.BYTES) {
            throw new IOException(file + ": expected " + SharedKeys.BYTES + " bytes, found " + found.length
                    + "; put the key back from a backup, or delete it and the links sent so far end");
        }
        return found;
    }
}

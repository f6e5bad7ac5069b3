package org.groundswell.console.people;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.groundswell.shared.files.PrivateFiles;

/**
 * The one link that makes an owner, in a file of its own: whoever may write into the node's folder makes it, whether the
 * node runs or not. A new one takes the place of the one before.
 */
final class OwnerLink {
    private final Path file;

    /** @param folder {@code data/console} */
    OwnerLink(Path folder) {
        this.file = folder.resolve("owner-link");
    }

    /** Makes a link and returns its secret: nobody can read it again afterwards. */
    String make(Instant now) throws IOException {
        PrivateFiles.folder(file.toAbsolutePath().getParent());
        String secret = OneTimeLink.secret();
        PrivateFiles.replace(file, OneTimeLink.hash(secret) + " " + now.plus(OneTimeLink.LIFE) + "\n");
        return secret;
    }

    boolean isRight(String secret, Instant now) throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        String[] parts = Files.readString(file).strip().split(" ");
        return parts.length == 2 && OneTimeLink.isRight(parts[0], secret) && now.isBefore(Instant.parse(parts[1]));
    }

    /** It was used, or counts no more. */
    void remove() throws IOException {
        Files.deleteIfExists(file);
    }
}

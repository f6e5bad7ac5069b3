package org.groundswell.payments.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;

/** The sandbox's key, made at its first start: it signs notifications, and nodes show it to a gateway of its own. */
final class KeyFile {
    private static final String NAME = "webhook.secret";

    private KeyFile() {
    }

    /** @param folder of the sandbox's book */
    static Path in(Path folder) {
        return folder.resolve(NAME);
    }

    static String read(Path folder) throws IOException {
        Path file = in(folder);
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, UUID.randomUUID().toString() + UUID.randomUUID(), StandardOpenOption.WRITE);
        }
        return Files.readString(file).strip();
    }
}

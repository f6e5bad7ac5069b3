package org.groundswell.console.access;

import java.io.IOException;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * Whether a password is the right one. Where that takes long on purpose it is found out once: from then on the right
 * one is recognised at once and every other one is wrong at once, until the file changes. Thread-safe.
 */
final class PasswordCheck {
    private final PasswordFile file;
    private final HashQueue queue = new HashQueue();
    private final byte[] runKey = new byte[32];
    private volatile Known known;

    private record Known(byte[] hash, FileTime written) {
    }

    PasswordCheck(PasswordFile file) {
        this.file = file;
        new SecureRandom().nextBytes(runKey);
    }

    /**
     * What there is to say about this password; nothing where too many wait for an answer.
     *
     * @param address who asks
     * @throws IOException if the file cannot be read
     */
    Optional<Boolean> isRight(String password, String address) throws IOException {
        if (!file.isSlow()) {
            return Optional.of(file.matches(password));
        }
        Known before = known;
        if (before != null && before.written.equals(file.written())) {
            return Optional.of(MessageDigest.isEqual(before.hash, PasswordFile.fastHash(password, runKey)));
        }
        return queue.inTurn(address, () -> findOut(password));
    }

    private boolean findOut(String password) throws IOException {
        FileTime written = file.written();
        boolean right = file.matches(password);
        if (right) {
            known = new Known(PasswordFile.fastHash(password, runKey), written);
            file.quicken(password);
        }
        return right;
    }
}

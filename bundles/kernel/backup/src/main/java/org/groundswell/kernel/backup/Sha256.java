package org.groundswell.kernel.backup;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The sums by which a file is known to be whole. */
final class Sha256 {

    private Sha256() {
    }

    static MessageDigest begun() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each Java has SHA-256", e);
        }
    }
}

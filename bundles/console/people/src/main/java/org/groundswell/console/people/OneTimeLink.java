package org.groundswell.console.people;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import org.groundswell.shared.signing.Sha256;

/** The secret in a link that may be used once. Only its hash is kept. */
final class OneTimeLink {
    /** How long a link counts. */
    static final Duration LIFE = Duration.ofHours(24);
    private static final int BYTES = 32;

    private OneTimeLink() {
    }

    /** 256 bits of chance, as they stand in an address. */
    static String secret() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static String hash(String secret) {
        return Sha256.hex(secret.getBytes(StandardCharsets.UTF_8));
    }

    static boolean isRight(String hash, String secret) {
        return !hash.isEmpty() && MessageDigest.isEqual(hash.getBytes(StandardCharsets.US_ASCII),
                hash(secret).getBytes(StandardCharsets.US_ASCII));
    }
}

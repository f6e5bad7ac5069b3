package org.groundswell.console.oidc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;

/**
 * A sign-in that has begun and whose browser is at the provider's.
 *
 * @param state    by which the browser's answer is known
 * @param nonce    by which the token is known
 * @param verifier what only this sign-in knows (RFC 7636)
 * @param to       the page to see afterwards
 */
record Pending(String state, String nonce, String verifier, Instant begun, String to) {
    private static final int BYTES = 32;

    static Pending begun(Instant now, String to) {
        return new Pending(chance(), chance(), chance(), now, to);
    }

    /** The verifier's hash, which the provider is told first. */
    String challenge() {
        try {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(MessageDigest.getInstance("SHA-256")
                    .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String chance() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}

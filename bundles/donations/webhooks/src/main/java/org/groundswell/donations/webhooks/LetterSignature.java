package org.groundswell.donations.webhooks;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.groundswell.kernel.api.node.Secret;

/**
 * Signs letters as the Standard Webhooks specification says: HMAC-SHA256 over id, time and body, once with each secret,
 * so that a secret can be exchanged while the receiver knows both. Thread-safe.
 */
final class LetterSignature {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "whsec_";
    /** Bytes (the specification: 24 to 64). */
    private static final int SHORTEST = 24;
    private static final int LONGEST = 64;

    private final List<Secret> secrets;

    LetterSignature(List<Secret> secrets) {
        this.secrets = List.copyOf(secrets);
    }

    /**
     * The header {@code webhook-signature}.
     *
     * @param seconds the header {@code webhook-timestamp}
     * @throws IllegalArgumentException if a secret is not there or is none; nothing of it is shown
     */
    String of(String id, long seconds, byte[] body) {
        return secrets.stream().map(secret -> "v1," + sign(key(secret), id, seconds, body))
                .collect(Collectors.joining(" "));
    }

    static String sign(byte[] key, String id, long seconds, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            mac.update((id + "." + seconds + ".").getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] key(Secret secret) {
        String text = secret.value();
        try {
            byte[] key = Base64.getDecoder().decode(text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text);
            if (key.length >= SHORTEST && key.length <= LONGEST) {
                return key;
            }
        } catch (IllegalArgumentException e) {
            // Its message would show a part of the secret.
        }
        throw new IllegalArgumentException("secrets: expected whsec_ and " + SHORTEST + " to " + LONGEST
                + " bytes in base64 in " + secret + ", found something else");
    }
}

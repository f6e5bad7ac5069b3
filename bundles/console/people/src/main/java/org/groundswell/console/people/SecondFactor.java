package org.groundswell.console.people;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.spec.SecretKeySpec;

/**
 * Codes of six digits that change every 30 seconds (RFC 6238 with HMAC-SHA1, which is what the programs on phones know),
 * and codes on paper for whoever has lost the phone.
 */
final class SecondFactor {
    private static final Duration STEP = Duration.ofSeconds(30);
    /** A phone's clock may be this many steps off. */
    private static final int DRIFT = 1;
    private static final int SECRET_BYTES = 20;
    private static final int RECOVERY_CODES = 10;
    private static final int RECOVERY_LENGTH = 16;
    private static final String BASE_32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int BITS = 5;

    private SecondFactor() {
    }

    /** A new secret in base 32 (RFC 4648). */
    static String secret() {
        return letters(SECRET_BYTES * Byte.SIZE / BITS);
    }

    /** New codes for paper, 80 bits of chance each. */
    static List<String> recoveryCodes() {
        var codes = new ArrayList<String>();
        while (codes.size() < RECOVERY_CODES) {
            codes.add(letters(RECOVERY_LENGTH).toLowerCase(Locale.ROOT).replaceAll("(.{4})(?!$)", "$1-"));
        }
        return codes;
    }

    /** What is kept of such a code; blanks and dashes count for nothing. */
    static String recoveryHash(String code) {
        return OneTimeLink.hash(code.toLowerCase(Locale.ROOT).replaceAll("[\\s-]", ""));
    }

    /** The time step to which this code belongs, if it is right and no code of that step or a later one was used. */
    static OptionalLong step(String secret, String code, long lastStep, Instant now) {
        var generator = new TimeBasedOneTimePasswordGenerator(STEP);
        byte[] sent = code.replaceAll("\\s", "").getBytes(StandardCharsets.UTF_8);
        var key = new SecretKeySpec(decoded(secret), generator.getAlgorithm());
        OptionalLong found = OptionalLong.empty();
        for (int drift = -DRIFT; drift <= DRIFT; drift++) {
            Instant at = now.plus(STEP.multipliedBy(drift));
            long step = at.getEpochSecond() / STEP.toSeconds();
            byte[] right = text(generator, key, at).getBytes(StandardCharsets.UTF_8);
            if (MessageDigest.isEqual(right, sent) && step > lastStep) {
                found = OptionalLong.of(step);
            }
        }
        return found;
    }

    /** What the program on the phone reads from the picture. */
    static String address(String name, String secret) {
        String label = URLEncoder.encode("Groundswell:" + name, StandardCharsets.UTF_8).replace("+", "%20");
        return "otpauth://totp/" + label + "?secret=" + secret + "&issuer=Groundswell";
    }

    private static String text(TimeBasedOneTimePasswordGenerator generator, SecretKeySpec key, Instant at) {
        try {
            return generator.generateOneTimePasswordString(key, at, Locale.ROOT);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("a key of this very class", e);
        }
    }

    private static String letters(int count) {
        var random = new SecureRandom();
        var letters = new StringBuilder();
        while (letters.length() < count) {
            letters.append(BASE_32.charAt(random.nextInt(BASE_32.length())));
        }
        return letters.toString();
    }

    private static byte[] decoded(String base32) {
        byte[] bytes = new byte[base32.length() * BITS / Byte.SIZE];
        int buffer = 0;
        int bits = 0;
        int at = 0;
        for (char each : base32.toCharArray()) {
            buffer = buffer << BITS | BASE_32.indexOf(each);
            bits += BITS;
            if (bits >= Byte.SIZE) {
                bits -= Byte.SIZE;
                bytes[at++] = (byte) (buffer >> bits);
            }
        }
        return bytes;
    }
}

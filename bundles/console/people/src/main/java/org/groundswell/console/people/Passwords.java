package org.groundswell.console.people;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.groundswell.shared.signing.HmacSha256;

/**
 * How passwords are stored: those that people choose by bcrypt, which takes 4 kB of a node's memory. Argon2id takes 7 MB at
 * least, and the library for it (password4j 1.8.4) leaves a shutdown hook behind with each function, which would hold every
 * bundle that was ever swapped. A password that the node itself has made has 115 bits of
 * chance, which nobody finds however fast the hash is (NIST SP 800-63B, section 3.1.2.2, asks for a plain one-way function
 * from 112 bits on); an older release stored some by PBKDF2. Those two are understood, and come from older files.
 */
final class Passwords {
    private static final String FAST = "hmac-sha256";
    private static final String SLOW = "pbkdf2-sha256";
    private static final int HASH_BYTES = 32;
    private static final int SALT_BYTES = 16;

    private Passwords() {
    }

    /** What is stored of a password. */
    static String hash(String password) {
        return Bcrypt.hash(password);
    }

    /** What is stored of a password that this node has made. */
    static String fastHash(String password) {
        byte[] salt = salt();
        return FAST + ":" + HexFormat.of().formatHex(salt) + ":"
                + HexFormat.of().formatHex(HmacSha256.of(salt, bytes(password)));
    }

    /** Whether finding out takes long on purpose. */
    static boolean isSlow(String stored) {
        return !stored.startsWith(FAST + ":");
    }

    /** Whether this is something that {@link #matches} understands. */
    static boolean isKnown(String stored) {
        String[] parts = stored.split(":");
        return Bcrypt.isStored(stored) || parts.length == 3 && parts[0].equals(FAST) && parts[2].length() == 64
                || parts.length == 4 && parts[0].equals(SLOW);
    }

    /** Whether this is the password. What is stored and cannot be read is nobody's. */
    static boolean matches(String stored, String password) {
        try {
            if (Bcrypt.isStored(stored)) {
                return Bcrypt.matches(stored, password);
            }
            String[] parts = stored.split(":");
            boolean slow = parts[0].equals(SLOW);
            byte[] salt = HexFormat.of().parseHex(parts[slow ? 2 : 1]);
            byte[] expected = HexFormat.of().parseHex(parts[slow ? 3 : 2]);
            return MessageDigest.isEqual(expected,
                    slow ? slowHash(password, salt, Integer.parseInt(parts[1])) : HmacSha256.of(salt, bytes(password)));
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static byte[] slowHash(String password, byte[] salt, int rounds) {
        try {
            var spec = new PBEKeySpec(password.toCharArray(), salt, rounds, HASH_BYTES * Byte.SIZE);
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has PBKDF2WithHmacSHA256", e);
        }
    }

    private static byte[] salt() {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        return salt;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package org.groundswell.console.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * The console's password, stored as salt and hash only: PBKDF2 with HMAC-SHA-256 and the number of rounds that
 * OWASP's password storage cheat sheet recommends.
 */
final class PasswordFile {
    private static final int ROUNDS = 600_000;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BITS = 256;
    private static final int PASSWORD_LENGTH = 20;
    /** Without letters and digits that look alike. */
    private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private final Path file;

    PasswordFile(Path file) {
        this.file = file;
    }

    boolean exists() {
        return Files.exists(file);
    }

    /** Makes a new password, stores its hash and returns it: nobody can read it again afterwards. */
    String generate() throws IOException {
        var random = new SecureRandom();
        var password = new StringBuilder();
        for (int i = 0; i < PASSWORD_LENGTH; i++) {
            password.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        byte[] hash = hash(password.toString(), salt, ROUNDS);
        Files.createDirectories(file.getParent());
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, "pbkdf2-sha256:" + ROUNDS + ":" + HexFormat.of().formatHex(salt) + ":"
                + HexFormat.of().formatHex(hash) + "\n", StandardOpenOption.WRITE);
        return password.toString();
    }

    /** Whether this is the password; a file that cannot be read lets nobody in. */
    boolean matches(String password) throws IOException {
        String[] parts = Files.readString(file).strip().split(":");
        if (parts.length != 4 || !parts[0].equals("pbkdf2-sha256")) {
            throw new IOException(file + ": expected pbkdf2-sha256:rounds:salt:hash; delete the file and start the"
                    + " node to get a new password");
        }
        byte[] expected = HexFormat.of().parseHex(parts[3]);
        byte[] found = hash(password, HexFormat.of().parseHex(parts[2]), Integer.parseInt(parts[1]));
        return MessageDigest.isEqual(expected, found);
    }

    private static byte[] hash(String password, byte[] salt, int rounds) {
        try {
            var spec = new PBEKeySpec(password.toCharArray(), salt, rounds, HASH_BITS);
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has PBKDF2WithHmacSHA256", e);
        }
    }
}

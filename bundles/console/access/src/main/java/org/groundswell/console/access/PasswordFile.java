package org.groundswell.console.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.groundswell.shared.files.PrivateFiles;
import org.groundswell.shared.signing.HmacSha256;

/**
 * The console's password, stored as salt and hash only. A password that this class made has 115 bits of chance, which
 * nobody finds however fast the hash is (NIST SP 800-63B, section 3.1.2.2, asks for a plain one-way function from 112
 * bits on); so it is hashed once, and whoever guesses costs nothing. Another one, written by an admin or by an older
 * release, has PBKDF2 with HMAC-SHA-256 and the number of rounds that OWASP's password storage cheat sheet recommends.
 * Thread-safe.
 */
final class PasswordFile {
    private static final String FAST = "hmac-sha256";
    private static final String SLOW = "pbkdf2-sha256";
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
        Files.createDirectories(file.getParent());
        store(password.toString());
        return password.toString();
    }

    /** Whether finding out takes long on purpose. A file that cannot be read lets nobody in. */
    boolean isSlow() throws IOException {
        return read()[0].equals(SLOW);
    }

    /** Whether this is the password. */
    boolean matches(String password) throws IOException {
        String[] parts = read();
        boolean slow = parts[0].equals(SLOW);
        try {
            byte[] salt = HexFormat.of().parseHex(parts[slow ? 2 : 1]);
            byte[] expected = HexFormat.of().parseHex(parts[slow ? 3 : 2]);
            byte[] found = slow ? slowHash(password, salt, Integer.parseInt(parts[1])) : fastHash(password, salt);
            return MessageDigest.isEqual(expected, found);
        } catch (IllegalArgumentException e) {
            throw unreadable(e);
        }
    }

    /** When the file was written last. */
    FileTime written() throws IOException {
        return Files.getLastModifiedTime(file);
    }

    /** Keeps a right password the fast way where it is one that this class makes. */
    void quicken(String password) throws IOException {
        if (password.length() == PASSWORD_LENGTH && password.chars().allMatch(each -> ALPHABET.indexOf(each) >= 0)) {
            store(password);
        }
    }

    private void store(String password) throws IOException {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        PrivateFiles.replace(file, FAST + ":" + HexFormat.of().formatHex(salt) + ":"
                + HexFormat.of().formatHex(fastHash(password, salt)) + "\n");
    }

    private String[] read() throws IOException {
        String[] parts = Files.readString(file).strip().split(":");
        if (parts.length == 3 && parts[0].equals(FAST) && parts[2].length() == 64 || parts.length == 4 && parts[0].equals(SLOW)) {
            return parts;
        }
        throw unreadable(null);
    }

    private IOException unreadable(Exception cause) {
        return new IOException(file + ": expected " + FAST + ":salt:hash or " + SLOW + ":rounds:salt:hash; delete the"
                + " file and start the node to get a new password", cause);
    }

    static byte[] fastHash(String password, byte[] salt) {
        return HmacSha256.of(salt, password.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] slowHash(String password, byte[] salt, int rounds) {
        try {
            var spec = new PBEKeySpec(password.toCharArray(), salt, rounds, HASH_BITS);
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has PBKDF2WithHmacSHA256", e);
        }
    }
}

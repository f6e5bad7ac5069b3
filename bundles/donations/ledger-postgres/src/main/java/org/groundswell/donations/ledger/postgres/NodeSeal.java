package org.groundswell.donations.ledger.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts what only nodes may read, with AES-GCM, for the place where it stands: moved to another place it is not read.
 * The first of the keys seals, each of them opens. Thread-safe.
 */
final class NodeSeal {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int FINGERPRINT_CHARACTERS = 8;

    private final SecureRandom random = new SecureRandom();
    private final List<Key> keys = new ArrayList<>();

    /** @param fingerprint says which key it is, and nothing of it */
    private record Key(String fingerprint, SecretKeySpec key) {
    }

    /**
     * @param text Base64 of 32 bytes; several are separated by commas
     * @throws IllegalArgumentException if it is something else; it is never repeated
     */
    NodeSeal(String text) {
        for (String each : text.split("\\s*,\\s*", -1)) {
            byte[] bytes;
            try {
                bytes = Base64.getDecoder().decode(each.strip());
            } catch (IllegalArgumentException e) {
                bytes = new byte[0];
            }
            if (bytes.length != KEY_BYTES) {
                throw new IllegalArgumentException("nodeKey: expected keys as bin/groundswell node-key makes them, separated"
                        + " by commas, found something else");
            }
            keys.add(new Key(fingerprint(bytes), new SecretKeySpec(bytes, "AES")));
        }
    }

    String seal(String place, byte[] secret) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        Key first = keys.getFirst();
        try {
            byte[] closed = cipher(Cipher.ENCRYPT_MODE, first, nonce, place).doFinal(secret);
            byte[] all = Arrays.copyOf(nonce, NONCE_BYTES + closed.length);
            System.arraycopy(closed, 0, all, NONCE_BYTES, closed.length);
            return first.fingerprint() + " " + Base64.getEncoder().encodeToString(all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES-GCM", e);
        }
    }

    /** Whether it was sealed with a key that does not seal any more. */
    boolean isOld(String sealed) {
        return !sealed.startsWith(keys.getFirst().fingerprint() + " ");
    }

    /** @throws IOException if none of the keys has sealed it, or it was changed since, or moved */
    byte[] open(String place, String sealed) throws IOException {
        String[] parts = sealed.split(" ", 2);
        Key key = keys.stream().filter(each -> each.fingerprint().equals(parts[0])).findFirst()
                .orElseThrow(() -> new IOException("'" + place + "' in the database is encrypted with another node key ("
                        + parts[0].replaceAll("[^0-9a-f]", "?") + ") than this node was given (" + fingerprints()
                        + "): give all nodes the same one"));
        try {
            byte[] all = Base64.getDecoder().decode(parts[1]);
            return cipher(Cipher.DECRYPT_MODE, key, Arrays.copyOf(all, NONCE_BYTES), place)
                    .doFinal(all, NONCE_BYTES, all.length - NONCE_BYTES);
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new IOException("'" + place + "' in the database was changed by somebody who has no node key; put it back"
                    + " from a backup", e);
        }
    }

    String fingerprints() {
        return String.join(", ", keys.stream().map(Key::fingerprint).toList());
    }

    /** The first characters of a hash. */
    static String fingerprint(byte[] key) {
        try {
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            hash.update("groundswell ".getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(hash.digest(key)).substring(0, FINGERPRINT_CHARACTERS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static Cipher cipher(int mode, Key key, byte[] nonce, String place) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key.key(), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}

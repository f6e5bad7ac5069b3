package org.groundswell.donations.ledger.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.groundswell.shared.signing.AesGcm;

/**
 * Encrypts what only nodes may read, with AES-GCM, for the place where it stands: moved to another place it is not read.
 * The first of the keys seals, each of them opens. Thread-safe.
 */
final class NodeSeal {
    private static final int FINGERPRINT_CHARACTERS = 8;

    private final List<Key> keys = new ArrayList<>();

    /** @param fingerprint says which key it is, and nothing of it */
    private record Key(String fingerprint, byte[] bytes) {
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
            if (bytes.length != AesGcm.KEY_BYTES) {
                throw new IllegalArgumentException("nodeKey: expected keys as bin/groundswell node-key makes them, separated"
                        + " by commas, found something else");
            }
            keys.add(new Key(fingerprint(bytes), bytes));
        }
    }

    String seal(String place, byte[] secret) {
        Key first = keys.getFirst();
        return first.fingerprint() + " " + Base64.getEncoder().encodeToString(AesGcm.seal(first.bytes(), place, secret));
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
            return AesGcm.open(key.bytes(), place, Base64.getDecoder().decode(parts[1]));
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
}

package org.groundswell.shared.signing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * Texts in the database that all nodes share, packed and closed with a key that only nodes read: whoever reads the database
 * finds none, and whoever writes there writes none. Thread-safe.
 */
public final class SealedText {
    private final List<byte[]> keys;

    /** @param keys the first one closes, each of them opens; at least one */
    public SealedText(List<byte[]> keys) {
        this.keys = List.copyOf(keys);
    }

    /** @param place where it stands; it is opened nowhere else */
    public String seal(String place, String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var packed = new DeflaterOutputStream(bytes)) {
            packed.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return Base64.getEncoder().encodeToString(AesGcm.seal(keys.getFirst(), place, bytes.toByteArray()));
    }

    /** @throws IOException where somebody who has no node key has written it */
    public String open(String place, String value) throws IOException {
        for (byte[] each : keys) {
            try (var packed = new InflaterInputStream(new ByteArrayInputStream(
                    AesGcm.open(each, place, Base64.getDecoder().decode(value))))) {
                return new String(packed.readAllBytes(), StandardCharsets.UTF_8);
            } catch (GeneralSecurityException | IllegalArgumentException e) {
                // Another of the keys may be the one.
                continue;
            }
        }
        throw new IOException("'" + place + "' in the database was changed by somebody who has no node key; put it back"
                + " from a backup");
    }
}

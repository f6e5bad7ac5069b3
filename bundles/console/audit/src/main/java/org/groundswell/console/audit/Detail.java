package org.groundswell.console.audit;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The personal or free words of an entry. Immutable.
 *
 * @param number of the entry
 * @param salt   256 bits of chance in hexadecimal, so that the hash in the entry cannot be found by guessing the words
 */
public record Detail(long number, String salt, String text) {
    private static final int SALT_BYTES = 32;

    static Detail of(long number, String text) {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        return new Detail(number, HexFormat.of().formatHex(salt), text);
    }

    String hash() {
        return Entry.sha256(salt, text);
    }
}

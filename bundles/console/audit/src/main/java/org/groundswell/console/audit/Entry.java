package org.groundswell.console.audit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/**
 * One line of the log. Its hash covers the hash of the line before, so none can be changed, taken away or put between
 * others without all that follow. What is personal is in the {@link Detail} beside it and here only as the hash of that
 * and its salt: erased, it leaves a hash that tells nothing. Immutable.
 *
 * @param number  from 1 on, without a gap
 * @param at      UTC
 * @param who     the name of a person; empty where nobody was signed in
 * @param words   the hash of the detail and its salt, in hexadecimal
 * @param hash    of the line before and everything here, in hexadecimal
 */
public record Entry(long number, Instant at, String who, String action, String subject, String words, String hash) {
    /** What stands for the line before the first one. */
    static final String BEGINNING = "0".repeat(64);

    /** The entry that follows a line with this hash. */
    static Entry after(String before, long number, Instant at, String who, String action, String subject, String words) {
        var entry = new Entry(number, at, who, action, subject, words, "");
        return new Entry(number, at, who, action, subject, words, entry.hashAfter(before));
    }

    /** What the hash of this entry has to be. */
    String hashAfter(String before) {
        return sha256(before, Long.toString(number), at.toString(), who, action, subject, words);
    }

    /** SHA-256 of texts, each with its length before it, so that none can give letters to its neighbour. */
    static String sha256(String... texts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String each : List.of(texts)) {
                byte[] bytes = each.getBytes(StandardCharsets.UTF_8);
                digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

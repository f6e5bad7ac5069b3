package org.groundswell.console.audit;

import org.groundswell.kernel.api.records.SharedRecord;

/**
 * Where something of a log stands in the database.
 *
 * @param isWords whether it is the words of an entry, which can be erased, and not the entry
 * @param chain   the log, by the beginning of its first entry's hash
 * @param number  of the entry
 */
record CopyKey(boolean isWords, String chain, long number) {
    private static final String ENTRY = "entry";
    private static final String WORDS = "words";
    private static final int LENGTH = 32;

    /** @param first the hash of a log's first entry */
    static String chain(String first) {
        return first.substring(0, LENGTH);
    }

    /** @throws IllegalArgumentException if it is of another release */
    static CopyKey of(SharedRecord record) {
        String[] parts = record.key().split(" ");
        if (parts.length != 3 || !parts[0].equals(ENTRY) && !parts[0].equals(WORDS)) {
            throw new IllegalArgumentException("expected an entry or words, found '" + record.key() + "'");
        }
        return new CopyKey(parts[0].equals(WORDS), parts[1], Long.parseLong(parts[2]));
    }

    CopyKey words() {
        return new CopyKey(true, chain, number);
    }

    @Override
    public String toString() {
        return (isWords ? WORDS : ENTRY) + " " + chain + " " + number;
    }
}

package org.groundswell.console.audit;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the chain says about the log.
 *
 * @param entries how many follow each other as they were written
 * @param erased  of how many of these the words were erased
 * @param hash    of the last one: who writes it down elsewhere can prove the log up to there for good
 * @param broken  the first entry that is not as it was written, and why; nothing where all are
 */
record Proof(long entries, long erased, String hash, Optional<String> broken) {

    /** Takes the lines as they come: first all entries, then all words. */
    static final class Builder {
        private final Map<Long, String> words = new HashMap<>();
        private long last;
        private String hash = Entry.BEGINNING;
        private Optional<String> broken = Optional.empty();
        private long brokenAt = Long.MAX_VALUE;

        void add(Entry entry) {
            if (broken.isPresent()) {
                return;
            }
            if (entry.number() != last + 1) {
                breaks(last + 1, "is missing: entry " + entry.number() + " follows entry " + last);
            } else if (!entry.hash().equals(entry.hashAfter(hash))) {
                breaks(entry.number(), "is not what was written, or does not follow the one before it");
            } else {
                last = entry.number();
                hash = entry.hash();
                words.put(entry.number(), entry.words());
            }
        }

        void add(Detail detail) {
            String expected = words.get(detail.number());
            if (expected == null && broken.isEmpty()) {
                breaks(detail.number(), "is missing: only its words are there");
            } else if (expected != null && !expected.equals(detail.hash())) {
                breaks(detail.number(), "has other words than were written");
            } else {
                words.remove(detail.number());
            }
        }

        /** Whoever has no key of ours has written it. */
        void unreadable(long number) {
            if (number == brokenAt) {
                // It seems to be missing, too.
                brokenAt = Long.MAX_VALUE;
            }
            breaks(number, "was changed in the database by somebody who has no node key");
        }

        /** @param expected how many entries the running node has written or found */
        Proof end(long expected) {
            if (broken.isEmpty() && last < expected) {
                breaks(last + 1, "is missing: there were " + expected + " entries");
            }
            return new Proof(last, words.size(), hash, broken);
        }

        private void breaks(long number, String why) {
            if (number < brokenAt) {
                brokenAt = number;
                broken = Optional.of("Entry " + number + " " + why + ".");
            }
        }
    }
}

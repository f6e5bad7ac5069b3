package org.groundswell.console.people;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.groundswell.kernel.api.records.SharedRecord;
import org.groundswell.kernel.api.records.SharedRecords;
import org.groundswell.shared.records.SharedJournal;
import org.groundswell.shared.signing.SealedText;

/**
 * The journal of what the consoles of all nodes have in common, each record closed with a key that only nodes read: whoever
 * can write into the database makes nobody an owner by that. Thread-safe.
 */
final class SealedJournal implements AutoCloseable {
    private static final String NAME = "console";

    private final SharedJournal journal;
    private volatile SealedText sealing;

    /**
     * A record.
     *
     * @param sealed as it stands in the database; nothing where nobody has written it yet
     * @param text   then it is empty
     */
    record Opened(Optional<SharedRecord> sealed, String text) {
        static final Opened NONE = new Opened(Optional.empty(), "");

        boolean isThere() {
            return sealed.isPresent();
        }

        long version() {
            return sealed.map(SharedRecord::version).orElse(0L);
        }
    }

    SealedJournal(Runnable changed) {
        this.journal = new SharedJournal(NAME, SharedJournal.Legacy.NONE, changed);
    }

    /** @param keys the first one closes, each of them opens; at least one */
    void use(SharedRecords records, List<byte[]> keys) {
        sealing = new SealedText(keys);
        journal.use(records);
    }

    void leave(SharedRecords records) {
        journal.leave(records);
    }

    boolean isShared() {
        return journal.isShared();
    }

    /** Whether it was ever read. */
    boolean isKnown() {
        return journal.isKnown();
    }

    /** The keys of all records. */
    List<String> all() {
        return journal.newest(_ -> true, Integer.MAX_VALUE).stream().map(SharedRecord::key).toList();
    }

    /** Whether it stands there as it did. Versions do not say that: a standby without the last ones gives them once more. */
    boolean isStill(String key, Opened opened) {
        return journal.get(key).equals(opened.sealed());
    }

    /** @throws IOException where somebody who has no node key has written it */
    Opened get(String key) throws IOException {
        Optional<SharedRecord> record = journal.get(key);
        return record.isEmpty() ? Opened.NONE : new Opened(record, sealing.open(place(key), record.get().value()));
    }

    /**
     * @param before the version of what the text was made of
     * @return whether it was written: false where somebody was faster
     * @throws UnreachableException if the database cannot be reached; what was written and cannot be read back is none
     * @throws RefusedException if it is more than there is room for
     */
    boolean exchange(String key, long before, String text) throws IOException {
        String sealed = sealing.seal(place(key), text);
        if (sealed.length() > SharedRecords.LONGEST_VALUE) {
            throw new RefusedException("full");
        }
        try {
            return journal.exchange(key, before, sealed);
        } catch (IOException e) {
            throw new UnreachableException(e.getMessage(), e);
        }
    }

    void refresh() throws IOException {
        journal.refresh();
    }

    @Override
    public void close() {
        journal.close();
    }

    private static String place(String key) {
        return NAME + " " + key;
    }
}

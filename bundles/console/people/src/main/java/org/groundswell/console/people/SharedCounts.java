package org.groundswell.console.people;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds up at all nodes what each of them has counted: a second later each knows it of the others, and without the database each
 * counts for itself. One record, so nothing is left of it but the last that was counted. Thread-safe.
 */
final class SharedCounts implements SharedConsole.Part {
    private static final Logger LOG = LoggerFactory.getLogger(SharedCounts.class);

    private final String key;
    private final WindowCounts counts;
    private final SharedConsole.Member member;
    private final Gson gson = StoredJson.compact();
    private SealedJournal.Opened read = SealedJournal.Opened.NONE;

    SharedCounts(SharedConsole console, String key, WindowCounts counts) {
        this.key = key;
        this.counts = counts;
        this.member = console.join(this);
    }

    void leave() {
        member.leave();
    }

    @Override
    public void handOver(SealedJournal journal) {
        read(journal);
    }

    @Override
    public void read(SealedJournal journal) {
        try {
            newest(journal);
        } catch (IOException | JsonParseException | NullPointerException e) {
            LOG.error("What all nodes have counted of '{}' cannot be read: {}", key, e.getMessage());
        }
    }

    private synchronized SealedJournal.Opened newest(SealedJournal journal) throws IOException {
        if (!journal.isStill(key, read)) {
            SealedJournal.Opened opened = journal.get(key);
            counts.heard(told(opened));
            read = opened;
        }
        return read;
    }

    /** Where another node was faster it is done a second later. */
    @Override
    public void write(SealedJournal journal) throws IOException {
        if (counts.hasNews()) {
            SealedJournal.Opened opened = newest(journal);
            WindowCounts.Told before = told(opened);
            WindowCounts.Told after = counts.both(before);
            if (journal.exchange(key, opened.version(), gson.toJson(after))) {
                tell(opened, before, after);
            }
        }
    }

    private synchronized void tell(SealedJournal.Opened opened, WindowCounts.Told before, WindowCounts.Told after) {
        counts.tell(before, after);
        if (!read.equals(opened)) {
            // Others may have been there since.
            counts.heard(told(read));
        }
    }

    private WindowCounts.Told told(SealedJournal.Opened opened) {
        return opened.isThere() ? gson.fromJson(opened.text(), WindowCounts.Told.class) : WindowCounts.Told.NOTHING;
    }
}

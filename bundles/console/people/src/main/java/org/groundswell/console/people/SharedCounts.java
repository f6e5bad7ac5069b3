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
    public synchronized void read(SealedJournal journal) {
        try {
            counts.heard(told(journal.get(key)));
        } catch (IOException | JsonParseException | NullPointerException e) {
            LOG.error("What all nodes have counted of '{}' cannot be read: {}", key, e.getMessage());
        }
    }

    /** Where another node was faster it is done a second later. */
    @Override
    public synchronized void write(SealedJournal journal) throws IOException {
        if (counts.hasNews()) {
            SealedJournal.Opened opened = journal.get(key);
            WindowCounts.Told before = told(opened);
            WindowCounts.Told after = counts.both(before);
            if (journal.exchange(key, opened.version(), gson.toJson(after))) {
                counts.tell(before, after);
                // Others may have been there since.
                read(journal);
            }
        }
    }

    private WindowCounts.Told told(SealedJournal.Opened opened) {
        return opened.version() == 0 ? WindowCounts.Told.NOTHING : gson.fromJson(opened.text(), WindowCounts.Told.class);
    }
}

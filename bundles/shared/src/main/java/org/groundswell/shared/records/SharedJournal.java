package org.groundswell.shared.records;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.groundswell.kernel.api.records.SharedRecord;
import org.groundswell.kernel.api.records.SharedRecords;
import org.groundswell.shared.loops.Loop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One journal of the records that nodes have in common, in memory, a second old at most. Where there is no such service,
 * nothing is shared; once there was one, whatever this node has in files counts no more, and what was read last stays while
 * the service or its database is away. Thread-safe.
 */
public final class SharedJournal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SharedJournal.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final String name;
    private final Legacy legacy;
    private final Runnable changed;
    private final Loop loop;
    /** Held while records are read or written, so that what was written is never taken for missing. */
    private final Object asking = new Object();
    private volatile SharedRecords records;
    private volatile RecordCopy copy = new RecordCopy();
    private volatile boolean shared;
    private volatile boolean known;
    /** Whether the service is another one than the one that was read. */
    private volatile boolean fresh;

    /** What a node has had by itself before records were shared. */
    @FunctionalInterface
    public interface Legacy {
        /** A node that has had nothing. */
        Legacy NONE = _ -> { };

        /** Writes what is of use for all into the journal, which was read. Done again a second later where it fails. */
        void handOver(SharedJournal journal) throws IOException;
    }

    /** @param changed is run after records may have changed; holds nobody up */
    public SharedJournal(String name, Legacy legacy, Runnable changed) {
        this.name = name;
        this.legacy = legacy;
        this.changed = changed;
        this.loop = Loop.of("shared-" + name);
    }

    /** From now on records are shared. Returns at once: they may not be known yet. */
    public synchronized void use(SharedRecords service) {
        boolean first = !shared;
        records = service;
        fresh = true;
        shared = true;
        if (first) {
            loop.every(PAUSE, Duration.ZERO, this::look);
        }
    }

    /** The service goes, or another one has come before. */
    public synchronized void leave(SharedRecords service) {
        records = records == service ? null : records;
    }

    /** Whether these records count, and not this node's own. */
    public boolean isShared() {
        return shared;
    }

    /** Whether they were ever read, and have what this node had by itself. */
    public boolean isKnown() {
        return known;
    }

    public Optional<SharedRecord> get(String key) {
        return copy.get(key);
    }

    /** What was written last first. */
    public List<SharedRecord> newest(Predicate<SharedRecord> wanted, int limit) {
        return copy.newest(wanted, limit);
    }

    /** Writes these, whatever they said before; here they count when this returns. */
    public void put(Map<String, String> values) throws IOException {
        synchronized (asking) {
            for (Map<String, String> each : parts(values)) {
                copy.take(service().put(name, each));
            }
        }
        changed.run();
    }

    /** Writes those that nobody has written before. */
    public void add(Map<String, String> values) throws IOException {
        synchronized (asking) {
            for (Map<String, String> each : parts(values)) {
                service().add(name, each);
            }
        }
        refresh();
    }

    /**
     * @param before the version of what the value was made of; 0 where there was none
     * @return whether it was written: false where somebody was faster
     */
    public boolean exchange(String key, long before, String value) throws IOException {
        boolean done = service().exchange(name, key, before, value);
        refresh();
        return done;
    }

    /** Reads what is new now. */
    public void refresh() throws IOException {
        boolean news = false;
        synchronized (asking) {
            boolean anew = fresh;
            fresh = false;
            try {
                RecordCopy next = anew ? new RecordCopy() : copy;
                List<SharedRecord> page;
                do {
                    page = service().after(name, next.position(), SharedRecords.MOST);
                    next.read(page);
                    news |= !page.isEmpty();
                } while (page.size() == SharedRecords.MOST);
                copy = next;
            } catch (IOException | RuntimeException e) {
                fresh |= anew;
                throw e;
            }
        }
        if (news) {
            changed.run();
        }
    }

    @Override
    public void close() {
        loop.close();
    }

    private void look() {
        try {
            refresh();
            if (!known) {
                legacy.handOver(this);
                known = true;
                changed.run();
            }
        } catch (IOException | RuntimeException e) {
            // The ledger's health says so.
            LOG.debug("What nodes have in common of '{}' cannot be read", name, e);
        }
    }

    private SharedRecords service() throws IOException {
        SharedRecords present = records;
        if (present == null) {
            throw new IOException("What nodes have in common of '" + name + "' cannot be asked for: the bundle that keeps it"
                    + " is not there");
        }
        return present;
    }

    private static List<Map<String, String>> parts(Map<String, String> values) {
        var parts = new ArrayList<Map<String, String>>();
        for (Map.Entry<String, String> each : values.entrySet()) {
            if (parts.isEmpty() || parts.getLast().size() == SharedRecords.MOST) {
                parts.add(new LinkedHashMap<>());
            }
            parts.getLast().put(each.getKey(), each.getValue());
        }
        return parts;
    }
}

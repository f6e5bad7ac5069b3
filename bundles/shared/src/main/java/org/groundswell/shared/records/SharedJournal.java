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
 * the service or its database is away. Where records that were read are lost with a server, what is there is read as a whole.
 * Thread-safe.
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
    private volatile String problem;
    /** Whether the service may be another one than the one that was read, or has other records. */
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

    /** Why they were never read, or what this node had by itself is not with the others; for the node's health. */
    public Optional<String> problem() {
        return known ? Optional.empty() : Optional.ofNullable(problem);
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
                List<SharedRecord> written = service().put(name, each);
                fresh |= written.stream().anyMatch(one -> one.version() <= copy.highest());
                copy.take(written);
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
     * @return whether it was written: false where somebody was faster; what was written counts here when this returns
     * @throws IOException if it is not known that it was written
     */
    public boolean exchange(String key, long before, String value) throws IOException {
        boolean done = service().exchange(name, key, before, value);
        // Or what this node knows is not there any more.
        fresh |= !done;
        try {
            refresh();
        } catch (IOException e) {
            if (!done) {
                throw e;
            }
            // To call it a failure would be wrong: it is there for all.
            LOG.debug("What was written of '{}' cannot be read back yet", name, e);
            count(key, before, value);
        }
        return done;
    }

    /** What cannot be read back, until it can: its version is not known, and no later one of others is as low as this. */
    private void count(String key, long before, String value) {
        synchronized (asking) {
            if (copy.get(key).map(SharedRecord::version).orElse(0L) != before) {
                return;
            }
            fresh = true;
            copy.take(List.of(new SharedRecord(key, copy.highest() + 1, value)));
        }
        changed.run();
    }

    /** Reads what is new now; all of it where it cannot have come after what is known. */
    public void refresh() throws IOException {
        boolean news;
        synchronized (asking) {
            boolean anew = fresh;
            fresh = false;
            try {
                List<SharedRecord> since = anew ? List.of() : from(copy.position());
                news = anew || !copy.isBefore(since) ? readAnew() : copy.read(since);
            } catch (IOException | RuntimeException e) {
                // Whoever answers next may be another server.
                fresh = true;
                throw e;
            }
        }
        if (news) {
            changed.run();
        }
    }

    private boolean readAnew() throws IOException {
        var next = new RecordCopy();
        boolean news = next.read(from(0));
        copy = next;
        return news || known;
    }

    /** @param position the one that stands there is among them */
    private List<SharedRecord> from(long position) throws IOException {
        var all = new ArrayList<SharedRecord>();
        List<SharedRecord> page;
        long after = Math.max(0, position - 1);
        do {
            page = service().after(name, after, SharedRecords.MOST);
            all.addAll(page);
            after = page.isEmpty() ? after : page.getLast().version();
        } while (page.size() == SharedRecords.MOST);
        return all;
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
            String why = String.valueOf(e.getMessage());
            if (!known && !why.equals(problem)) {
                LOG.warn("What nodes have in common of '{}' is not known yet: {}", name, why);
            }
            problem = why;
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

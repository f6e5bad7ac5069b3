package org.groundswell.shared.records;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.groundswell.kernel.api.keys.SharedKeys;
import org.groundswell.kernel.api.records.SharedRecord;
import org.groundswell.kernel.api.records.SharedRecords;
import org.groundswell.shared.loops.Loop;
import org.groundswell.shared.signing.SealedText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A journal of sealed records that a node follows and writes into, once there are records for all nodes and this one has a node
 * key. For journals that may be long: unlike {@link SharedJournal} it keeps no record in memory, and what was read is up to the
 * {@link Part}. Where records that were read are lost with a server, all is read anew. Thread-safe.
 */
public final class FollowedJournal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FollowedJournal.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** After a failure all is read anew, so not at once. */
    private static final int ROUNDS_AFTER_FAILURE = 5;

    private final String name;
    private final String what;
    private final Part part;
    private final Loop loop;
    private volatile SharedRecords records;
    private volatile SharedKeys keys;
    private final AtomicBoolean begun = new AtomicBoolean();
    /** Whether the keys still have to be asked for. */
    private volatile boolean asks;
    /** Whether it is known that this node has no node key. */
    private volatile boolean alone;
    private volatile SealedRecords journal;
    private boolean known;
    private boolean fresh = true;
    private final JournalEnd end = new JournalEnd();
    private String problem = "it was not asked for yet";
    private int pausing;

    /** What is done with the records. Its methods are called by one thread at a time. */
    public interface Part {
        /** Nothing is known of the others: all will be read, and all that this node has may have to be brought to them. */
        void begin() throws IOException;

        /** Takes over what was written; the same may come again. */
        void take(SealedRecords from, List<SharedRecord> page) throws IOException;

        /**
         * Writes what others have not got.
         *
         * @param anew whether all was read, from the beginning on
         */
        void bring(SealedRecords to, boolean anew) throws IOException;

        /** Whether all that this node has written was read. */
        boolean isRead();
    }

    /** What is written into the journal. */
    @FunctionalInterface
    public interface Writing<T> {
        T write(SealedRecords to) throws IOException;
    }

    /**
     * @param name of the journal, and of the key
     * @param what as the beginning of a sentence for the log, in the plural
     */
    public FollowedJournal(String name, String what, Part part) {
        this.name = name;
        this.what = what;
        this.part = part;
        this.loop = Loop.of("shared-" + name);
    }

    public void use(SharedRecords service) {
        records = service;
        begin();
    }

    public void leave(SharedRecords service) {
        records = records == service ? null : records;
    }

    public void use(SharedKeys service) {
        keys = service;
        begin();
    }

    public void leave(SharedKeys service) {
        keys = keys == service ? null : keys;
    }

    /** Whether others have these, too, or it is not known yet. */
    public boolean isShared() {
        return begun.get() && !alone;
    }

    /** Whether it is known that this node has none of these in common with others. */
    public boolean isAlone() {
        return alone;
    }

    /**
     * Writes while nothing is read.
     *
     * @throws IOException if the database cannot be reached, or was never asked for
     */
    public synchronized <T> T write(Writing<T> writing) throws IOException {
        return writing.write(journal());
    }

    @Override
    public void close() {
        loop.close();
    }

    /** Reads what is new at others, and brings what is new here. */
    public synchronized void round() throws IOException {
        ask();
        if (journal == null) {
            return;
        }
        try {
            boolean anew = read(journal());
            part.bring(journal(), anew);
            if (!part.isRead()) {
                read(journal());
            }
            if (!part.isRead()) {
                throw new IOException("what was written a moment ago is not there any more");
            }
            known = true;
        } catch (IOException | RuntimeException e) {
            // Whoever answers next may be another server.
            fresh = true;
            throw e;
        }
    }

    /** Holds nobody up. */
    private void begin() {
        if (records != null && keys != null) {
            alone = false;
            asks = true;
            if (begun.compareAndSet(false, true)) {
                loop.every(PAUSE, Duration.ZERO, this::look);
            }
        }
    }

    private synchronized void look() {
        if (pausing > 0) {
            pausing--;
            return;
        }
        try {
            round();
            if (known && !problem.isEmpty()) {
                LOG.info("{} are those of all nodes", what);
            }
            problem = known ? "" : problem;
        } catch (IOException | RuntimeException e) {
            String why = String.valueOf(e.getMessage());
            if (!why.equals(problem) && !loop.isClosed()) {
                LOG.warn("{} of other nodes cannot be read, nor be brought to them: {}", what, why);
            }
            LOG.debug("{} of all nodes", what, e);
            problem = why;
            pausing = ROUNDS_AFTER_FAILURE;
        }
    }

    private void ask() throws IOException {
        if (!asks) {
            return;
        }
        asks = false;
        SharedRecords from = records;
        SharedKeys sealing = keys;
        if (from == null || sealing == null) {
            // Whoever comes next is asked.
            return;
        }
        try {
            List<byte[]> found = sealing.keys(name, Optional.empty());
            // Without a node key this node goes on with its own.
            alone = found.isEmpty();
            journal = found.isEmpty() ? null : new SealedRecords(from, name, new SealedText(found));
            fresh = true;
        } catch (IOException | RuntimeException e) {
            asks = true;
            throw e;
        }
    }

    private SealedRecords journal() throws IOException {
        SealedRecords present = journal;
        if (present == null || records == null) {
            throw new IOException("What nodes have in common of '" + name + "' cannot be asked for: " + (present == null
                    ? problem : "the bundle that keeps it is not there"));
        }
        return present;
    }

    /** @return whether it was read from the beginning on, so that own marks may be missing there */
    private boolean read(SealedRecords from) throws IOException {
        boolean anew = fresh || !readOn(from);
        if (anew) {
            // Before anything is forgotten it is known that there is somebody to ask.
            List<SharedRecord> page = from.after(0);
            end.forget();
            part.begin();
            take(from, page, 0);
        }
        fresh = false;
        return anew;
    }

    /** @return false where what was read may not be there any more */
    private boolean readOn(SealedRecords from) throws IOException {
        List<SharedRecord> page = end.resume(from);
        if (page.isEmpty()) {
            return false;
        }
        take(from, page, 1);
        return end.isWhole();
    }

    /** @param known so many of the first page were read before */
    private void take(SealedRecords from, List<SharedRecord> first, int known) throws IOException {
        List<SharedRecord> page = first;
        List<SharedRecord> news = first.subList(known, first.size());
        while (!page.isEmpty()) {
            if (!news.isEmpty()) {
                part.take(from, news);
                end.pass(news);
            }
            page = page.size() < SealedRecords.PAGE ? List.of() : from.after(page.getLast().version());
            news = page;
        }
    }
}

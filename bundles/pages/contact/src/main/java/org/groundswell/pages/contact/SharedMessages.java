package org.groundswell.pages.contact;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.groundswell.kernel.api.keys.SharedKeys;
import org.groundswell.kernel.api.records.SharedRecord;
import org.groundswell.kernel.api.records.SharedRecords;
import org.groundswell.pages.api.contact.ContactAnswer;
import org.groundswell.pages.api.contact.ContactMessage;
import org.groundswell.shared.loops.Loop;
import org.groundswell.shared.signing.SealedText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the messages of this node to the others over one database, and theirs to this one, with answers and with what is
 * done; once there are records for all nodes and this one has a node key. Each node has all of them in its own files, so they
 * are read, and new ones are taken, while the database is away. In memory are numbers, and some of the messages that others
 * have not got. Thread-safe.
 */
final class SharedMessages implements AutoCloseable {
    static final String NAME = "contact";
    private static final Logger LOG = LoggerFactory.getLogger(SharedMessages.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** After a failure all is read anew, so not at once. */
    private static final int ROUNDS_AFTER_FAILURE = 5;

    private final MessageFile own;
    private final HeardMessages heard;
    private final Loop loop = Loop.of("shared-contact");
    private final WaitingMessages waiting = new WaitingMessages();
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
    private SharedRecord last;
    private String problem = "it was not asked for yet";
    private int pausing;

    SharedMessages(MessageFile own) {
        this.own = own;
        this.heard = new HeardMessages(own, waiting);
    }

    void use(SharedRecords service) {
        records = service;
        begin();
    }

    void leave(SharedRecords service) {
        records = records == service ? null : records;
    }

    void use(SharedKeys service) {
        keys = service;
        begin();
    }

    void leave(SharedKeys service) {
        keys = keys == service ? null : keys;
    }

    /** Whether others have these messages, or it is not known yet. */
    boolean isShared() {
        return begun.get() && !alone;
    }

    void added(ContactMessage message) {
        if (isShared()) {
            waiting.add(message);
        }
    }

    void added(ContactAnswer answer) {
        if (isShared()) {
            waiting.add(answer);
        }
    }

    /** @throws IOException if nothing was changed, because the database cannot be reached */
    synchronized void setDone(List<UUID> messages, boolean isDone) throws IOException {
        journal().put(heard.marks(messages, isDone));
        own.setDone(messages, isDone);
    }

    /** @throws IOException if the others do not know of it, or some are still in this node's files; the next round takes them */
    synchronized Set<UUID> remove(Set<UUID> unwanted) throws IOException {
        journal().put(heard.nothing(unwanted));
        heard.remove(unwanted);
        return own.remove(unwanted);
    }

    @Override
    public void close() {
        loop.close();
    }

    /** Reads what is new at others, and brings what is new here. */
    synchronized void round() throws IOException {
        ask();
        if (journal == null) {
            return;
        }
        try {
            boolean anew = read(journal());
            heard.bring(journal(), anew);
            if (!heard.isRead()) {
                read(journal());
            }
            if (!heard.isRead()) {
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
                LOG.info("Contact messages are those of all nodes");
            }
            problem = known ? "" : problem;
        } catch (IOException | RuntimeException e) {
            String why = String.valueOf(e.getMessage());
            if (!why.equals(problem) && !loop.isClosed()) {
                LOG.warn("Contact messages of other nodes cannot be read, nor be brought to them: {}", why);
            }
            LOG.debug("Contact messages of all nodes", e);
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
            List<byte[]> found = sealing.keys(NAME, Optional.empty());
            // Without a node key this node goes on with its own.
            alone = found.isEmpty();
            journal = found.isEmpty() ? null : new SealedRecords(from, new SealedText(found));
            fresh = true;
        } catch (IOException | RuntimeException e) {
            asks = true;
            throw e;
        }
    }

    private SealedRecords journal() throws IOException {
        SealedRecords present = journal;
        if (present == null || records == null) {
            throw new IOException("What nodes have in common of '" + NAME + "' cannot be asked for: " + (present == null
                    ? problem : "the bundle that keeps it is not there"));
        }
        return present;
    }

    /** @return whether it was read from the beginning on, so that own marks may be missing there */
    private boolean read(SealedRecords from) throws IOException {
        List<SharedRecord> page = fresh || last == null ? List.of() : from.after(last.version() - 1);
        // The last one is another one where it was written anew, or a standby has come that had not got it.
        boolean anew = page.isEmpty() || !page.getFirst().equals(last);
        if (anew) {
            last = null;
            heard.begin();
            page = from.after(0);
        }
        while (!page.isEmpty()) {
            heard.take(from, page);
            last = page.getLast();
            page = page.size() < SealedRecords.PAGE ? List.of() : from.after(last.version());
        }
        fresh = false;
        return anew;
    }
}

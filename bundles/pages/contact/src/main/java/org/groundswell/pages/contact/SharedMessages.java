package org.groundswell.pages.contact;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.groundswell.kernel.api.keys.SharedKeys;
import org.groundswell.kernel.api.records.SharedRecords;
import org.groundswell.pages.api.contact.ContactAnswer;
import org.groundswell.pages.api.contact.ContactMessage;
import org.groundswell.shared.records.FollowedJournal;

/**
 * Brings the messages of this node to the others over one database, and theirs to this one, with answers and with what is
 * done. Each node has all of them in its own files, so they are read, and new ones are taken, while the database is away. In
 * memory are numbers, and some of the messages that others have not got. Thread-safe.
 */
final class SharedMessages implements AutoCloseable {
    private final MessageFile own;
    private final WaitingMessages waiting = new WaitingMessages();
    private final HeardMessages heard;
    private final FollowedJournal journal;

    SharedMessages(MessageFile own) {
        this.own = own;
        this.heard = new HeardMessages(own, waiting);
        this.journal = new FollowedJournal("contact", "Contact messages", heard);
    }

    void use(SharedRecords service) {
        journal.use(service);
    }

    void leave(SharedRecords service) {
        journal.leave(service);
    }

    void use(SharedKeys service) {
        journal.use(service);
    }

    void leave(SharedKeys service) {
        journal.leave(service);
    }

    /** Whether others have these messages, or it is not known yet. */
    boolean isShared() {
        return journal.isShared();
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
    void setDone(List<UUID> messages, boolean isDone) throws IOException {
        journal.write(to -> {
            to.put(heard.marks(messages, isDone));
            own.setDone(messages, isDone);
            return isDone;
        });
    }

    /** @throws IOException if the others do not know of it, or some are still in this node's files; the next round takes them */
    Set<UUID> remove(Set<UUID> unwanted) throws IOException {
        return journal.write(to -> {
            to.put(heard.nothing(unwanted));
            heard.remove(unwanted);
            return own.remove(unwanted);
        });
    }

    /** Reads what is new at others, and brings what is new here. */
    void round() throws IOException {
        journal.round();
    }

    @Override
    public void close() {
        journal.close();
    }
}

package org.groundswell.pages.contact;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.groundswell.kernel.api.health.DiskReserve;
import org.groundswell.kernel.api.keys.SharedKeys;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.api.ports.Port;
import org.groundswell.kernel.api.records.SharedRecords;
import org.groundswell.pages.api.contact.ContactAnswer;
import org.groundswell.pages.api.contact.ContactMessage;
import org.groundswell.pages.api.contact.ContactMessages;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The messages of this node; where several have one database, those of all. Thread-safe. */
@Port(port = "pages.contact.messages")
@Component(service = {ContactMessages.class, MessageBook.class})
public final class MessageBook implements ContactMessages {
    private final MessageFile own;
    private final SharedMessages shared;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile DiskReserve reserve;

    @Activate
    public MessageBook(BundleContext context) {
        this.own = new MessageFile(NodeFolder.of(context).resolve("data/contact/messages.jsonl"), this::shortage);
        this.shared = new SharedMessages(own);
    }

    MessageBook(MessageFile own) {
        this.own = own;
        this.shared = new SharedMessages(own);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindRecords(SharedRecords records) {
        shared.use(records);
    }

    void unbindRecords(SharedRecords records) {
        shared.leave(records);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindKeys(SharedKeys keys) {
        shared.use(keys);
    }

    void unbindKeys(SharedKeys keys) {
        shared.leave(keys);
    }

    @Deactivate
    void close() throws IOException {
        shared.close();
        own.close();
    }

    /** Between this node and the others. */
    SharedMessages shared() {
        return shared;
    }

    /**
     * Returns when the message is on the disk of this node; the others hear of it a second later, or once the database is
     * back.
     *
     * @throws UncheckedIOException where it cannot be written, or would take room that is kept for gifts
     */
    void add(ContactMessage message) {
        own.add(message);
        shared.added(message);
    }

    /** Those of other nodes were written when this one heard of them, so what counts is when they came. */
    @Override
    public List<ContactMessage> latest(int limit) {
        return shared.isShared() ? own.latest(Integer.MAX_VALUE).stream()
                .sorted(Comparator.comparing(ContactMessage::at).reversed()).limit(limit).toList() : own.latest(limit);
    }

    @Override
    public Set<UUID> done() {
        return own.done();
    }

    @Override
    public void setDone(List<UUID> messages, boolean isDone) {
        if (!shared.isShared()) {
            own.setDone(messages, isDone);
            return;
        }
        try {
            shared.setDone(messages, isDone);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    @Override
    public List<ContactAnswer> answers(Set<UUID> messages) {
        return own.answers(messages);
    }

    /** The letter has gone out, so it is kept whether or not the others can hear of it now. */
    @Override
    public void addAnswer(ContactAnswer answer) {
        own.addAnswer(answer);
        shared.added(answer);
    }

    /** Every message that can be read, one after another. */
    void each(Consumer<ContactMessage> reader) throws IOException {
        own.each(reader);
    }

    /**
     * Takes messages away for good, at all nodes, with what was answered to them.
     *
     * @return which ones were there
     */
    Set<UUID> remove(Set<UUID> unwanted) throws IOException {
        return shared.isShared() ? shared.remove(unwanted) : own.remove(unwanted);
    }

    private Optional<String> shortage() {
        DiskReserve present = reserve;
        return present == null ? Optional.empty() : present.shortage();
    }
}

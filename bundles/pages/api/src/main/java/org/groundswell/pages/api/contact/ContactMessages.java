package org.groundswell.pages.api.contact;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.osgi.annotation.versioning.ProviderType;

/** The messages from the contact form. Thread-safe. */
@ProviderType
public interface ContactMessages {

    /** The newest messages first, at most {@code limit}. */
    List<ContactMessage> latest(int limit);

    /** The numbers of those that somebody of the charity has dealt with. */
    Set<UUID> done();

    /**
     * Notes that somebody has dealt with these messages, or that there is still something to do. Durable when this returns.
     *
     * @throws java.io.UncheckedIOException where it could not be written; then nothing has changed
     */
    void setDone(List<UUID> messages, boolean isDone);

    /** What was answered to these messages, the first one first. */
    List<ContactAnswer> answers(Set<UUID> messages);

    /**
     * Keeps an answer that has gone out. Durable when this returns; one that is there already is kept once.
     *
     * @throws java.io.UncheckedIOException where it could not be written
     */
    void addAnswer(ContactAnswer answer);
}

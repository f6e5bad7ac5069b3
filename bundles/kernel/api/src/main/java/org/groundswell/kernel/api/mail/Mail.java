package org.groundswell.kernel.api.mail;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Sends letters by the mail server that the settings name. Thread-safe. */
@ProviderType
public interface Mail {

    /** Whether there is a mail server to send to. */
    boolean isReady();

    /** Another number after the settings of the mail server have changed: who has waited for it may try at once. */
    default long version() {
        return 0;
    }

    /**
     * Sends one letter. When this returns the mail server has taken it, which may take half a minute; nothing is tried
     * again.
     *
     * @throws MailException if it was not sent: there is no mail server, it cannot be reached, or it refuses the letter
     */
    void send(Letter letter) throws MailException;

    /**
     * A connection for many letters, one after the other. It outlives an exchange of whoever made it, until it is closed.
     *
     * @throws MailException if there is no mail server or it cannot be reached
     */
    MailConnection open() throws MailException;

    /**
     * Sends one that the node writes by itself, as {@link #send(Letter)} does.
     *
     * @param to      e-mail addresses, one at least, each of whom sees the others
     * @param subject one line; line breaks in it become spaces
     * @param text    plain text
     */
    default void send(List<String> to, String subject, String text) throws MailException {
        send(Letter.of(to, subject, text));
    }
}

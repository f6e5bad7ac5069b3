package org.groundswell.kernel.api.mail;

import java.io.IOException;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Sends plain letters by the mail server that the settings name. Thread-safe. */
@ProviderType
public interface Mail {

    /** Whether there is a mail server to send to. */
    boolean isReady();

    /**
     * Sends one message to all of these, each of whom sees the others. When this returns the mail server has taken it,
     * which may take half a minute; nothing is tried again.
     *
     * @param to      e-mail addresses, one at least
     * @param subject one line; line breaks in it become spaces
     * @param text    plain text
     * @throws MailException if it was not sent: there is no mail server, it cannot be reached, or it refuses the message
     * @throws IOException   if it was not sent for any other reason
     */
    void send(List<String> to, String subject, String text) throws IOException;
}

package org.groundswell.kernel.api.mail;

import org.osgi.annotation.versioning.ProviderType;

/** A mail server at the other end, ready for letters. For one thread. */
@ProviderType
public interface MailConnection extends AutoCloseable {

    /**
     * Says before a letter is written whether it could be handed over, as far as that is known.
     *
     * @throws MailException if the address is none, or has letters that this server does not take
     */
    void check(String address) throws MailException;

    /**
     * Hands a letter over; when this returns, the server has taken it.
     *
     * @throws MailException if it was not sent. What came with the reason {@link MailException.Reason#SENDER_REFUSED}, or
     *                       after which the connection is not open any more, is hardly this letter's fault
     */
    void send(Letter letter) throws MailException;

    /** Whether the server is still there. */
    boolean isOpen();

    @Override
    void close();
}

package org.groundswell.mail;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.groundswell.kernel.api.mail.Letter;
import org.groundswell.kernel.api.mail.MailConnection;
import org.groundswell.kernel.api.mail.MailException;
import org.groundswell.kernel.api.mail.MailException.Reason;

/** A connection to the mail server. For one thread. */
final class ServerConnection implements MailConnection {
    private static final String NOT_TAKEN = "The mail server did not take it: ";

    private final MailServer server;
    private final Standing standing;
    private final Clock clock;
    private final Session session;
    private final Transport transport;

    /** @throws MailException if the server cannot be reached or refuses the user */
    ServerConnection(MailServer server, Standing standing, Clock clock) throws MailException {
        this.server = server;
        this.standing = standing;
        this.clock = clock;
        try (var _ = new OwnLoader()) {
            session = server.session(false);
            transport = server.connect(session);
            standing.works();
        } catch (MessagingException e) {
            throw standing.fails(e);
        }
    }

    @Override
    public void check(String address) throws MailException {
        address(address);
    }

    @Override
    public void send(Letter letter) throws MailException {
        try (var _ = new OwnLoader()) {
            List<MailAddress> to = addresses(letter);
            if (to.stream().anyMatch(MailAddress::isInternational)) {
                sendInternational(letter, to);
            } else {
                send(letter, to, session, transport);
            }
        } catch (MessagingException e) {
            Diagnosis diagnosis = Diagnosis.of(e);
            throw diagnosis.reason() == Reason.SENDER_REFUSED || !transport.isConnected() ? standing.fails(e)
                    : diagnosis.failure(NOT_TAKEN + diagnosis.words(), e);
        }
    }

    private void send(Letter letter, List<MailAddress> to, Session session, Transport transport)
            throws MessagingException {
        Message message = LetterMessage.of(letter, to, server.from(), clock.instant(), session);
        transport.sendMessage(message, message.getAllRecipients());
    }

    private List<MailAddress> addresses(Letter letter) throws MailException {
        var addresses = new ArrayList<MailAddress>();
        for (String each : letter.to()) {
            addresses.add(address(each));
        }
        return addresses;
    }

    private MailAddress address(String text) throws MailException {
        try {
            MailAddress address = MailAddress.of(text);
            if (address.isInternational()
                    && !(transport instanceof SMTPTransport smtp && smtp.supportsExtension("SMTPUTF8"))) {
                throw new MailException("The address has letters that only a mail server with SMTPUTF8 takes",
                        Reason.SCRIPT_REFUSED, "", null);
            }
            return address;
        } catch (AddressException e) {
            // Its message has the address in it.
            throw new MailException("The e-mail address is none", Reason.ADDRESS_REFUSED, "", null);
        }
    }

    /** On a connection of its own: what is agreed for such an address would bind the other letters, too. */
    private void sendInternational(Letter letter, List<MailAddress> to) throws MailException, MessagingException {
        Session own = server.session(true);
        try (Transport second = server.connect(own)) {
            send(letter, to, own, second);
        } catch (MessagingException e) {
            Diagnosis diagnosis = Diagnosis.of(e);
            // A refused sender perhaps only beside such an address; if not, the next letter says so for all.
            throw diagnosis.reason() == Reason.SENDER_REFUSED
                    ? new MailException("The mail server does not take the address", Reason.SCRIPT_REFUSED,
                            diagnosis.answer(), diagnosis.code(), e)
                    : diagnosis.failure(NOT_TAKEN + diagnosis.words(), e);
        }
    }

    @Override
    public boolean isOpen() {
        return transport.isConnected();
    }

    @Override
    public void close() {
        try (var _ = new OwnLoader()) {
            transport.close();
        } catch (MessagingException e) {
            // It was taken or was not: that was said before.
        }
    }
}

package org.groundswell.mail;

import jakarta.activation.DataHandler;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.groundswell.kernel.api.mail.Letter;
import org.groundswell.kernel.api.mail.Letter.Attachment;

/**
 * A letter as it travels. One that has an id is the same message if it has to be sent again: mail servers and programs drop
 * the second one (RFC 5322, section 3.6.4).
 */
final class LetterMessage extends MimeMessage {
    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final String id;

    private LetterMessage(Session session, String id) {
        super(session);
        this.id = id;
    }

    /** @throws MessagingException if no message can be made of it */
    static Message of(Letter letter, List<MailAddress> to, InternetAddress from, Instant now, Session session)
            throws MessagingException {
        String domain = from.getAddress().substring(from.getAddress().indexOf('@'));
        var message = new LetterMessage(session, letter.id().isEmpty() ? "" : "<" + letter.id() + domain + ">");
        message.setFrom(from);
        for (MailAddress each : to) {
            message.addRecipient(RecipientType.TO, each.address());
        }
        if (!letter.answerTo().isEmpty()) {
            message.setReplyTo(new InternetAddress[] {MailAddress.of(letter.answerTo()).address()});
        }
        message.setSubject(letter.subject().replaceAll("\\p{Cntrl}+", " "), UTF_8);
        message.setSentDate(Date.from(letter.written() == null ? now : letter.written()));
        if (!letter.isByHand()) {
            // No answering machine shall answer (RFC 3834, section 5).
            message.setHeader("Auto-Submitted", "auto-generated");
        }
        if (!letter.language().isEmpty()) {
            message.setHeader("Content-Language", letter.language());
        }
        message.fill(letter);
        message.saveChanges();
        return message;
    }

    private void fill(Letter letter) throws MessagingException {
        Attachment file = letter.attachment();
        if (file == null) {
            setText(letter.text(), UTF_8);
            return;
        }
        var text = new MimeBodyPart();
        text.setText(letter.text(), UTF_8);
        var attached = new MimeBodyPart();
        attached.setDataHandler(new DataHandler(new ByteArrayDataSource(file.content(), file.type())));
        attached.setFileName(file.name());
        setContent(new MimeMultipart(text, attached));
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        if (id.isEmpty()) {
            super.updateMessageID();
        } else {
            setHeader("Message-ID", id);
        }
    }
}

package org.groundswell.donations.receipts;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import org.groundswell.kernel.api.mail.Mail;
import org.groundswell.kernel.api.mail.MailException;
import org.groundswell.kernel.api.ports.Port;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Letters to people of the charity, by the mail server of the receipts. */
@Port(port = "donations.mail")
@Component
public final class PlainMail implements Mail {
    private final MailServer server;
    private final Clock clock = Clock.systemUTC();

    @Activate
    public PlainMail(@Reference MailServer server) {
        this.server = server;
    }

    @Override
    public boolean isReady() {
        return server.isKnown();
    }

    @Override
    public void send(List<String> to, String subject, String text) throws IOException {
        if (!server.isKnown()) {
            throw new MailException("There is no mail server: set host and from in"
                    + " conf/org.groundswell.donations.receipts.cfg", MailException.Reason.NO_SERVER, "", null);
        }
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // The library looks its parts up with the thread's class loader, and the caller is another bundle.
        thread.setContextClassLoader(PlainMail.class.getClassLoader());
        Session session = server.session(false);
        try (Transport transport = server.connect(session)) {
            MailServer.send(transport, message(session, to, subject, text));
        } catch (MessagingException e) {
            throw Diagnosis.of(e).failure("The mail server did not take it: " + Refusal.reason(e), e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private Message message(Session session, List<String> to, String subject, String text) throws MessagingException {
        var message = new MimeMessage(session);
        message.setFrom(server.from());
        for (String each : to) {
            message.addRecipient(Message.RecipientType.TO, new InternetAddress(each, true));
        }
        message.setSubject(subject.replaceAll("\\p{Cntrl}+", " "), StandardCharsets.UTF_8.name());
        message.setText(text, StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(clock.instant()));
        // No answering machine shall answer (RFC 3834, section 5).
        message.setHeader("Auto-Submitted", "auto-generated");
        message.saveChanges();
        return message;
    }
}

package org.groundswell.donations.receipts;

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
import java.util.Date;
import java.util.UUID;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.api.links.DonorLinks;

/** The mail that thanks a donor, with the receipt. */
final class ReceiptMail {
    private final Session session;
    private final InternetAddress from;
    private final DonorLinks links;
    private final ReceiptPdf pdf;

    ReceiptMail(Session session, InternetAddress from, DonorLinks links, ReceiptPdf pdf) {
        this.session = session;
        this.from = from;
        this.links = links;
        this.pdf = pdf;
    }

    /** @throws MessagingException if no message can be made of it */
    Message of(Receipt receipt, DonorAddress to) throws MessagingException {
        Donation donation = receipt.donation();
        ReceiptTexts texts = receipt.texts();
        Pledge pledge = donation.pledge();
        var message = new Identified(session, pledge.id(), from.getAddress());
        message.setFrom(from);
        message.setRecipient(Message.RecipientType.TO, to.address());
        message.setSubject(subject(donation, texts), StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(donation.changed()));
        // No answering machine shall answer (RFC 3834, section 5).
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("Content-Language", texts.language());
        var text = new MimeBodyPart();
        text.setText(body(donation, texts), StandardCharsets.UTF_8.name());
        var attached = new MimeBodyPart();
        attached.setDataHandler(new DataHandler(new ByteArrayDataSource(pdf.of(receipt), "application/pdf")));
        attached.setFileName("receipt-" + receipt.issued().number() + ".pdf");
        message.setContent(new MimeMultipart(text, attached));
        message.saveChanges();
        return message;
    }

    private static String subject(Donation donation, ReceiptTexts texts) {
        String subject = texts.text("subject", texts.charity(), texts.amount());
        return donation.pledge().test() ? texts.text("test.subject", subject) : subject;
    }

    private String body(Donation donation, ReceiptTexts texts) {
        String name = donation.pledge().donor().name();
        var body = new StringBuilder();
        if (donation.pledge().test()) {
            body.append(texts.text("test")).append("\n\n");
        }
        body.append(name.isBlank() ? texts.text("greeting") : texts.text("greeting.named", name)).append("\n\n")
                .append(texts.text(donation.pledge().test() ? "body.test" : "body", texts.amount(), texts.campaign().text())).append("\n");
        if (donation.pledge().monthly()) {
            body.append("\n").append(texts.text("body.monthly")).append("\n")
                    .append(links.stop(donation.pledge().id())).append("\n");
        }
        return body.append("\n").append(texts.charity()).append("\n").append(texts.registration().text()).append("\n").toString();
    }

    /**
     * A message that is the same one if it has to be sent again: mail servers and programs drop the second one of the
     * same id (RFC 5322, section 3.6.4).
     */
    private static final class Identified extends MimeMessage {
        private final String id;

        Identified(Session session, UUID donation, String from) {
            super(session);
            this.id = "<receipt." + donation + from.substring(from.indexOf('@')) + ">";
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}

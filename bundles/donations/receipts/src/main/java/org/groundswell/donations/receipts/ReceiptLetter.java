package org.groundswell.donations.receipts;

import java.util.List;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.api.links.DonorLinks;
import org.groundswell.kernel.api.mail.Letter;

/** The letter that thanks a donor, with the receipt; one and the same if it has to be sent again. */
final class ReceiptLetter {
    private final DonorLinks links;
    private final ReceiptPdf pdf;

    ReceiptLetter(DonorLinks links, ReceiptPdf pdf) {
        this.links = links;
        this.pdf = pdf;
    }

    Letter of(Receipt receipt) {
        Donation donation = receipt.donation();
        ReceiptTexts texts = receipt.texts();
        Pledge pledge = donation.pledge();
        return Letter.of(List.of(pledge.donor().email()), subject(donation, texts), body(donation, texts))
                .in(texts.language()).known("receipt." + pledge.id(), donation.changed())
                .with(new Letter.Attachment("receipt-" + receipt.issued().number() + ".pdf", "application/pdf",
                        pdf.of(receipt)));
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
}

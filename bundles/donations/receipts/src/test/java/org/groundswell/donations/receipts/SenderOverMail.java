package org.groundswell.donations.receipts;

import static org.junit.Assert.assertEquals;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.util.List;
import org.groundswell.donations.api.leases.SoleHolder;
import org.groundswell.kernel.api.mail.Mail;
import org.groundswell.testing.SetClock;
import org.junit.After;
import org.junit.Before;

/** A sender of receipts and a real mail server on the loopback. */
abstract class SenderOverMail {
    final TestBook book = new TestBook();
    final SetClock clock = new SetClock(Gifts.AT.plusSeconds(60));
    GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    ReceiptSender sender;

    @Before
    public void start() throws Exception {
        mail.start();
        sender = sender(mail.getSmtp().getPort());
    }

    @After
    public void stop() throws Exception {
        sender.stop();
        mail.stop();
    }

    ReceiptSender sender(int port) {
        return sender(new TestPages(), new TestConfig(port));
    }

    ReceiptSender sender(TestPages pages, TestConfig config) {
        return sender(pages, config.mail());
    }

    ReceiptSender sender(TestPages pages, Mail mail) {
        return new ReceiptSender(new LeasedSending(new SoleHolder(), book), pages, id -> URI.create("https://give.example/monthly?donation=" + id),
                (_, _) -> List.of(), mail, new ReceiptSettings(14), clock);
    }

    static MimeMessage only(GreenMail mail) {
        assertEquals(1, mail.getReceivedMessages().length);
        return mail.getReceivedMessages()[0];
    }
}

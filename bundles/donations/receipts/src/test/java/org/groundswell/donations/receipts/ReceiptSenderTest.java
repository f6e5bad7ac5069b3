package org.groundswell.donations.receipts;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.groundswell.donations.api.Donation;
import org.junit.Test;

/** What a receipt is, and that everybody gets one. */
public class ReceiptSenderTest extends SenderOverMail {
    @Test
    public void aDonorIsThankedOnceWithAReceipt() throws Exception {
        Donation gift = book.owes(Gifts.of("en", "Anna", "anna@example.org", false), Gifts.AT);
        sender.round();
        sender.round();
        MimeMessage message = only(mail);
        assertEquals("Higher Ground: your receipt for €25.00", message.getSubject());
        assertEquals("anna@example.org", message.getAllRecipients()[0].toString());
        assertEquals("<receipt." + gift.pledge().id() + "@example.org>", message.getMessageID());
        var parts = (MimeMultipart) message.getContent();
        String text = (String) parts.getBodyPart(0).getContent();
        assertTrue(text, text.startsWith("Dear Anna,"));
        assertFalse("given once", text.contains("every month"));
        assertEquals("application/pdf", parts.getBodyPart(1).getContentType().split(";")[0]);
        byte[] pdf = parts.getBodyPart(1).getInputStream().readAllBytes();
        assertEquals("%PDF", new String(pdf, 0, 4));
        assertEquals(0, book.owed());
    }

    @Test
    public void theMessageOfATestSaysThatItIsOne() throws Exception {
        book.owes(Gifts.test("nl"), Gifts.AT);
        sender.round();
        assertTrue(only(mail).getSubject(), only(mail).getSubject().startsWith("Test: Higher Ground"));
        String text = (String) ((MimeMultipart) only(mail).getContent()).getBodyPart(0).getContent();
        assertTrue(text, text.startsWith("Dit was een test: er is geen geld betaald"));
    }

    @Test
    public void aMonthlyGiftComesWithTheLinkThatEndsIt() throws Exception {
        Donation gift = book.owes(Gifts.of("nl", "", "anna@example.org", true), Gifts.AT);
        sender.round();
        String text = (String) ((MimeMultipart) only(mail).getContent()).getBodyPart(0).getContent();
        assertTrue(text, text.startsWith("Beste gever,"));
        assertTrue(text, text.contains("https://give.example/monthly?donation=" + gift.pledge().id()));
    }

    @Test
    public void aLedgerThatCannotBeWrittenGetsNobodyASecondMail() throws Exception {
        book.owes(Gifts.of("en", "Anna", "anna@example.org", false), Gifts.AT);
        book.failSettling = true;
        sender.round();
        clock.pass(Duration.ofHours(1));
        sender.round();
        book.failSettling = false;
        clock.pass(Duration.ofHours(1));
        sender.round();
        assertEquals(1, mail.getReceivedMessages().length);
        assertEquals(0, book.owed());
    }

    @Test
    public void whatSomebodyHasTakenIsLeftAloneForAWhile() throws Exception {
        Donation gift = book.owes(Gifts.of("en", "Anna", "anna@example.org", false), Gifts.AT);
        assertEquals(List.of(gift), book.take(clock.instant(), clock.instant().plusSeconds(900), 10));
        sender.round();
        assertEquals(0, mail.getReceivedMessages().length);
        clock.pass(Duration.ofMinutes(16));
        sender.round();
        assertEquals("nothing was heard of it", 1, mail.getReceivedMessages().length);
    }

    @Test
    public void aReceiptHasANumberOfItsYearWhenItGoesOut() throws Exception {
        int port = mail.getSmtp().getPort();
        mail.stop();
        book.owes(Gifts.of("en", "Mallory", "no address", false), Gifts.AT);
        book.owes(Gifts.of("en", "Anna", "anna@example.org", false), Gifts.AT);
        book.owes(Gifts.of("en", "Bob", "bob@example.org", false), Gifts.AT);
        sender.round();
        assertEquals("nothing has gone out", List.of(), book.numbers());
        mail = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        clock.pass(Duration.ofSeconds(6));
        sender.round();
        assertEquals(List.of("receipt-2026-000001.pdf", "receipt-2026-000002.pdf"), attached());
        assertEquals("none for whoever has no address", List.of("2026-000001", "2026-000002"), book.numbers());
    }

    @Test
    public void aReceiptThatIsSentAgainIsTheSameOne() throws Exception {
        book.owes(Gifts.of("en", "Anna", "anna@example.org", false), Gifts.AT);
        book.failSettling = true;
        sender.round();
        book.failSettling = false;
        clock.pass(Duration.ofDays(60));
        sender(mail.getSmtp().getPort()).round();
        assertEquals("another node, in another year", List.of("receipt-2026-000001.pdf", "receipt-2026-000001.pdf"),
                attached());
        assertEquals(mail.getReceivedMessages()[0].getMessageID(), mail.getReceivedMessages()[1].getMessageID());
    }

    @Test
    public void whoGotTheMoneyBackMeanwhileGetsNoReceipt() throws Exception {
        Donation gift = book.owes(Gifts.of("en", "Anna", "anna@example.org", false), Gifts.AT);
        book.refundedOnceTaken = gift.pledge().id();
        sender.round();
        assertEquals(0, mail.getReceivedMessages().length);
        assertEquals(List.of(), book.numbers());
        assertTrue(sender.unsent().isEmpty());
    }

    @Test
    public void aReceiptSaysInWhichLanguageItIs() throws Exception {
        book.owes(Gifts.of("fr", "Anna", "anna@example.org", false), Gifts.AT);
        sender(new TestPages("fr", "en"), new TestConfig(mail.getSmtp().getPort())).round();
        MimeMessage message = only(mail);
        assertTrue(((String) ((MimeMultipart) message.getContent()).getBodyPart(0).getContent()).startsWith("Dear"));
        assertEquals("en", message.getHeader("Content-Language", null));
    }

    private List<String> attached() throws Exception {
        var names = new ArrayList<String>();
        for (MimeMessage each : mail.getReceivedMessages()) {
            names.add(((MimeMultipart) each.getContent()).getBodyPart(1).getFileName());
        }
        return names;
    }
}

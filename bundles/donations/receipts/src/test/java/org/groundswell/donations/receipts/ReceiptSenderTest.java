package org.groundswell.donations.receipts;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.felix.hc.api.Result;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.leases.SoleHolder;
import org.groundswell.kernel.api.mail.Letter;
import org.groundswell.kernel.api.mail.Mail;
import org.groundswell.kernel.api.mail.MailConnection;
import org.groundswell.kernel.api.mail.MailException;
import org.groundswell.testing.SetClock;
import org.groundswell.testing.SmallMailServer;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** Against a real mail server on the loopback. */
public class ReceiptSenderTest {
    private final TestBook book = new TestBook();
    private final SetClock clock = new SetClock(Gifts.AT.plusSeconds(60));
    private GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private ReceiptSender sender;

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
    public void whileTheMailServerIsDownReceiptsWait() throws Exception {
        int port = mail.getSmtp().getPort();
        mail.stop();
        book.owes(Gifts.of("en", "Anna", "anna@example.org", false), Gifts.AT);
        book.owes(Gifts.of("en", "Bob", "bob@example.org", false), Gifts.AT);
        sender.round();
        assertTrue(sender.trouble().orElse(""), sender.trouble().orElse("").contains("nobody answers there"));
        assertEquals(2, book.owed());
        mail = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        sender.round();
        assertEquals("not asked again at once", 0, mail.getReceivedMessages().length);
        clock.pass(Duration.ofSeconds(6));
        sender.round();
        assertEquals(2, mail.getReceivedMessages().length);
        assertTrue(sender.trouble().isEmpty());
        assertEquals(0, book.owed());
    }

    /** Who has mended the settings does not wait for the end of a pause, nor reads of what was. */
    @Test
    public void otherSettingsOfTheMailServerCountAtOnce() throws Exception {
        var settings = new OtherSettings(TestConfig.mail(1));
        sender.stop();
        sender = sender(new TestPages(), settings);
        book.owes(Gifts.of("en", "Anna", "anna@example.org", false), Gifts.AT);
        sender.round();
        assertTrue(sender.trouble().isPresent());
        settings.mail = TestConfig.mail(mail.getSmtp().getPort());
        sender.round();
        assertTrue(sender.trouble().isEmpty());
        clock.pass(Duration.ofSeconds(6));
        sender.round();
        assertEquals(1, mail.getReceivedMessages().length);
    }

    /** A stand-in, as consumers have one. */
    private static final class OtherSettings implements Mail {
        private Mail mail;

        OtherSettings(Mail mail) {
            this.mail = mail;
        }

        @Override
        public boolean isReady() {
            return mail.isReady();
        }

        @Override
        public long version() {
            return mail.version();
        }

        @Override
        public void send(Letter letter) throws MailException {
            mail.send(letter);
        }

        @Override
        public MailConnection open() throws MailException {
            return mail.open();
        }
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
    public void oneBadAddressStopsNobodyElse() throws Exception {
        book.owes(Gifts.of("en", "Mallory", "mallory@@example..org", false), Gifts.AT);
        book.owes(Gifts.of("en", "Anna", "anna@example.org", false), Gifts.AT);
        sender.round();
        assertEquals("anna@example.org", only(mail).getAllRecipients()[0].toString());
        assertEquals(0, book.owed());
    }

    @Test
    public void aNameIsNoHeader() throws Exception {
        book.owes(Gifts.of("en", "Eve\r\nBcc: all@example.org", "eve@example.org", false), Gifts.AT);
        sender.round();
        assertEquals(1, only(mail).getAllRecipients().length);
    }

    @Test
    public void aSenderOfAnyScriptIsWrittenAsMailServersReadIt() throws Exception {
        for (String from : List.of("Höhere Grüße <give@münchen.example>", "\"Grüße, Höhere\" <give@example.org>",
                "=?UTF-8?Q?H=C3=B6here_Gr=C3=BC=C3=9Fe?= <give@example.org>", "أرض عالية <give@example.org>")) {
            book.owes(Gifts.of("en", "Anna", "anna@example.org", false), Gifts.AT);
            sender(new TestPages(), new TestConfig(mail.getSmtp().getPort(), from)).round();
        }
        var names = new ArrayList<String>();
        for (MimeMessage each : mail.getReceivedMessages()) {
            String raw = each.getHeader("From", null);
            assertTrue(raw, StandardCharsets.US_ASCII.newEncoder().canEncode(raw));
            var from = (InternetAddress) each.getFrom()[0];
            names.add(from.getPersonal() + " " + from.getAddress());
        }
        assertEquals(List.of("Höhere Grüße give@xn--mnchen-3ya.example", "Grüße, Höhere give@example.org",
                "Höhere Grüße give@example.org", "أرض عالية give@example.org"), names);
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
    public void aSenderThatNotEveryServerTakesIsRefused() {
        for (String from : List.of("Höhere Grüße <grüße@example.org>", "Grüße, Höhere <give@example.org>", "give")) {
            var refusal = assertThrows(from, IllegalArgumentException.class,
                    () -> new TestConfig(25, from).mail());
            assertTrue(refusal.getMessage(), refusal.getMessage().startsWith("from: expected "));
        }
    }

    @Test
    public void aReceiptSaysInWhichLanguageItIs() throws Exception {
        book.owes(Gifts.of("fr", "Anna", "anna@example.org", false), Gifts.AT);
        sender(new TestPages("fr", "en"), new TestConfig(mail.getSmtp().getPort())).round();
        MimeMessage message = only(mail);
        assertTrue(((String) ((MimeMultipart) message.getContent()).getBodyPart(0).getContent()).startsWith("Dear"));
        assertEquals("en", message.getHeader("Content-Language", null));
    }

    @Test
    public void aMailServerThatWasSetUpLateGetsOldReceiptsToo() throws Exception {
        book.owes(Gifts.of("en", "Anna", "anna@example.org", false), Gifts.AT);
        clock.pass(Duration.ofDays(15));
        sender.round();
        assertEquals("anna@example.org", only(mail).getAllRecipients()[0].toString());
        assertEquals(0, book.owed());
    }

    @Test
    public void aDomainOfAnyScriptTravelsInLettersOfDns() throws Exception {
        book.owes(Gifts.of("en", "Li", "info@上海.cn", false), Gifts.AT);
        book.owes(Gifts.of("en", "Jan", "jan@münchen.de", false), Gifts.AT);
        // Never to strasse.de, which is somebody else's.
        book.owes(Gifts.of("en", "Anna", "anna@straße.de", false), Gifts.AT);
        sender.round();
        assertEquals(List.of("info@xn--fhqz97e.cn", "jan@xn--mnchen-3ya.de", "anna@xn--strae-oqa.de"),
                recipients());
        assertTrue(sender.unsent().isEmpty());
    }

    @Test
    public void aNameOfAnyScriptIsSetAsideWhereTheServerDoesNotTakeIt() throws Exception {
        Donation gift = book.owes(Gifts.of("en", "Jørgen", "jørgen@example.org", false), Gifts.AT);
        book.owes(Gifts.of("en", "Anna", "anna@example.org", false), Gifts.AT);
        try (var server = new SmallMailServer(false)) {
            var late = sender(server.port());
            late.round();
            late.round();
            assertEquals("and keeps nobody else up", List.of("RCPT TO:<anna@example.org>"),
                    server.commands().stream().filter(each -> each.startsWith("RCPT")).toList());
            assertEquals("still owed", 1, book.owed());
            String said = late.unsent().orElse("");
            assertTrue(said, said.contains(gift.pledge().id() + ": its address has letters that only a mail server"
                    + " with SMTPUTF8 takes"));
            assertFalse("no personal data", said.contains("rgen"));
        }
        clock.pass(Duration.ofDays(1));
        sender.round();
        assertEquals("another server takes it", "jørgen@example.org", only(mail).getAllRecipients()[0].toString());
    }

    /** What a server does not like beside one address is no word about the others. */
    @Test
    public void oneAddressThatCannotBeSentToAlarmsNobody() throws Exception {
        book.owes(Gifts.of("en", "Jan", "j\u0430n@example.org", false), Gifts.AT);
        book.owes(Gifts.of("en", "Anna", "anna@example.org", false), Gifts.AT);
        try (var server = new SmallMailServer(true, Map.of("MAIL FROM:<give@example.org> SMTPUTF8", "553 not with that"))) {
            var one = sender(server.port());
            one.round();
            assertTrue(server.commands().toString(), server.commands().contains("RCPT TO:<anna@example.org>"));
            assertTrue(one.unsent().isPresent());
            assertTrue("the server works", one.trouble().isEmpty());
            Result result = new ReceiptsCheck(book, TestConfig.mail(server.port()), one).execute();
            assertEquals(result.toString(), Result.Status.OK, result.getStatus());
        }
    }

    /** Then it is the server, whatever it says. */
    @Test
    public void manyThatAreNotTakenAreSaid() throws Exception {
        for (int i = 0; i < 6; i++) {
            book.owes(Gifts.of("en", "Anna", "anna" + i + "@example.org", false), Gifts.AT);
        }
        try (var server = new SmallMailServer(true, Map.of("RCPT", "550 relaying denied"))) {
            var one = sender(server.port());
            one.round();
            Result result = new ReceiptsCheck(book, TestConfig.mail(server.port()), one).execute();
            assertEquals(result.toString(), Result.Status.WARN, result.getStatus());
        }
    }

    @Test
    public void aServerThatTakesAnyScriptGetsIt() throws Exception {
        try (var server = new SmallMailServer(true)) {
            book.owes(Gifts.of("en", "Jørgen", "jørgen@münchen.de", false), Gifts.AT);
            book.owes(Gifts.of("en", "Anna", "anna@example.org", false), Gifts.AT);
            sender(server.port()).round();
            assertEquals(0, book.owed());
            assertTrue(server.commands().toString(),
                    server.commands().contains("RCPT TO:<jørgen@xn--mnchen-3ya.de>"));
            assertEquals("nobody else's message needs it", 1, server.commands().stream()
                    .filter(each -> each.startsWith("MAIL FROM") && each.contains("SMTPUTF8")).count());
        }
    }

    @Test
    public void noRecordHoweverOddStopsTheOthers() throws Exception {
        for (String name : List.of("\ud800", "\u0000\u0001", "x".repeat(100_000), "e" + "\u0301".repeat(5_000),
                "\u202e\u2066\u2067", "{0} {1} {", "\ufffe\uffff", "\ud83d\ude00".repeat(100))) {
            book.owes(Gifts.of("ar", name, "odd@example.org", true), Gifts.AT);
        }
        for (String address : List.of("", "@", "a@", "@b", "a@b@c", "a@..", "a@-", "a b@c.de", "a@" + "x".repeat(400),
                "a@xn--\u0000.de", "\ud800@c.de", "a@\ud800.de", "a\r\nRCPT TO:<eve@example.org>@c.de", "a@[1.2.3.4",
                "\u202e@example.org", "a@\u3002.de")) {
            book.owes(Gifts.of("zz", "Odd", address, false), Gifts.AT);
        }
        book.owes(Gifts.of("en", "Anna", "anna@example.org", false), Gifts.AT);
        sender.round();
        assertTrue(recipients().toString(), recipients().contains("anna@example.org"));
        assertFalse(recipients().toString(), recipients().toString().contains("eve"));
        assertTrue("said", sender.unsent().isPresent());
        assertTrue("nothing is the server's fault", sender.trouble().isEmpty());
    }

    private List<String> recipients() throws Exception {
        var all = new ArrayList<String>();
        for (MimeMessage each : mail.getReceivedMessages()) {
            all.add(each.getAllRecipients()[0].toString());
        }
        return all;
    }

    private ReceiptSender sender(int port) {
        return sender(new TestPages(), new TestConfig(port));
    }

    private ReceiptSender sender(TestPages pages, TestConfig config) {
        return sender(pages, config.mail());
    }

    private ReceiptSender sender(TestPages pages, Mail mail) {
        return new ReceiptSender(new LeasedSending(new SoleHolder(), book), pages, id -> URI.create("https://give.example/monthly?donation=" + id),
                (_, _) -> List.of(), mail, new ReceiptSettings(14), clock);
    }

    private List<String> attached() throws Exception {
        var names = new ArrayList<String>();
        for (MimeMessage each : mail.getReceivedMessages()) {
            names.add(((MimeMultipart) each.getContent()).getBodyPart(1).getFileName());
        }
        return names;
    }

    private static MimeMessage only(GreenMail mail) {
        assertEquals(1, mail.getReceivedMessages().length);
        return mail.getReceivedMessages()[0];
    }
}

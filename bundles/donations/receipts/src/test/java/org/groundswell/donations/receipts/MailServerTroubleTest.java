package org.groundswell.donations.receipts;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.time.Duration;
import java.util.Map;
import org.apache.felix.hc.api.Result;
import org.groundswell.kernel.api.mail.Letter;
import org.groundswell.kernel.api.mail.Mail;
import org.groundswell.kernel.api.mail.MailConnection;
import org.groundswell.kernel.api.mail.MailException;
import org.groundswell.testing.SmallMailServer;
import org.junit.Test;

/** A mail server that is away, comes late, or refuses. */
public class MailServerTroubleTest extends SenderOverMail {
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

    @Test
    public void aMailServerThatWasSetUpLateGetsOldReceiptsToo() throws Exception {
        book.owes(Gifts.of("en", "Anna", "anna@example.org", false), Gifts.AT);
        clock.pass(Duration.ofDays(15));
        sender.round();
        assertEquals("anna@example.org", only(mail).getAllRecipients()[0].toString());
        assertEquals(0, book.owed());
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
}

package org.groundswell.mail;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Map;
import org.groundswell.kernel.api.mail.MailException;
import org.groundswell.kernel.api.mail.MailException.Reason;
import org.groundswell.testing.SmallMailServer;
import org.junit.Test;

/** Against a real mail server on the loopback. */
public class SmtpMailTest {

    @Test
    public void aLetterArrivesAsItWasWritten() throws Exception {
        var server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        try {
            ClassLoader loader = Thread.currentThread().getContextClassLoader();
            mail(server.getSmtp().getPort()).send(List.of("noor@example.org", "omar@example.org"),
                    "Alarm: \u0645\u0631\u062d\u0628\u0627\r\nBcc: stranger@example.org", "Line one\nLine \u20ac\n");
            assertEquals("a copy for each", 2, server.getReceivedMessages().length);
            var message = server.getReceivedMessages()[0];
            assertEquals("Alarm: \u0645\u0631\u062d\u0628\u0627 Bcc: stranger@example.org", message.getSubject());
            assertTrue(message.getContent().toString(), message.getContent().toString().contains("Line \u20ac"));
            assertEquals(2, message.getAllRecipients().length);
            assertEquals(loader, Thread.currentThread().getContextClassLoader());
        } finally {
            server.stop();
        }
    }

    @Test
    public void whatIsNotSentIsSaid() {
        var nowhere = assertThrows(IOException.class, () -> mail(1).send(List.of("noor@example.org"), "a", "b"));
        assertTrue(nowhere.getMessage(), nowhere.getMessage().contains("nobody answers there"));
        assertFalse("no address in a log", nowhere.getMessage().contains("noor"));
        assertTrue(mail(1).isReady());
    }

    @Test
    public void whatAServerRefusesIsToldApart() throws Exception {
        assertEquals(Reason.SENDER_REFUSED, refused("MAIL FROM", "553 5.7.1 not you"));
        assertEquals(Reason.ADDRESS_REFUSED, refused("RCPT TO", "550 5.1.1 no such person"));
        assertEquals(Reason.ADDRESS_REFUSED, refused("RCPT TO", "452 4.2.2 mailbox is full"));
        assertEquals(Reason.LETTER_REFUSED, refused("DATA", "554 5.6.0 looks like spam"));
    }

    @Test
    public void whatIsInTheWayBeforeIsToldApart() throws Exception {
        assertEquals(Reason.NOBODY_ANSWERS, failure(new TestSettings(1)).reason());
        assertEquals(Reason.UNKNOWN_SERVER, failure(new TestSettings("nowhere.invalid", 25, "none", "a@example.org"))
                .reason());
        assertEquals(Reason.NO_SERVER, failure(new TestSettings("", 25, "none", "")).reason());
        try (var plain = new SmallMailServer(false)) {
            assertEquals(Reason.NOT_PROTECTED, failure(TestSettings.protectedBy("starttls", plain.port())).reason());
            assertEquals(Reason.NOT_PROTECTED, failure(TestSettings.protectedBy("tls", plain.port())).reason());
        }
        var password = Diagnosis.of(new AuthenticationFailedException("535 5.7.8 wrong"));
        assertEquals(Reason.USER_REFUSED, password.reason());
        assertEquals("535 5.7.8 wrong", password.answer());
        assertEquals(Reason.OTHER, Diagnosis.of(new MessagingException("421 4.3.2 too busy")).reason());
        assertEquals(Reason.TOO_SLOW, Diagnosis.of(new MessagingException("x", new SocketTimeoutException("y"))).reason());
    }

    private static Reason refused(String command, String answer) throws IOException {
        try (var server = new SmallMailServer(false, Map.of(command, answer))) {
            MailException failure = failure(new TestSettings(server.port()));
            assertTrue(failure.answer(), failure.answer().contains(answer));
            assertFalse("no address in a log", failure.getMessage().contains("noor"));
            return failure.reason();
        }
    }

    private static MailException failure(TestSettings config) {
        return assertThrows(MailException.class, () -> new SmtpMail(config.server(), new Standing())
                .send(List.of("noor@example.org"), "a", "b"));
    }

    private static SmtpMail mail(int port) {
        return new SmtpMail(new TestSettings(port).server(), new Standing());
    }
}

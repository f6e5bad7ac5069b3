package org.groundswell.donations.receipts;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.util.List;
import org.junit.Test;

/** Against a real mail server on the loopback. */
public class PlainMailTest {

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

    private static PlainMail mail(int port) {
        return new PlainMail(new MailServer(null, new TestConfig(port)));
    }
}

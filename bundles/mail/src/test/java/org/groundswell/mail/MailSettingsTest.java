package org.groundswell.mail;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.InternetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.felix.hc.api.Result;
import org.groundswell.kernel.api.mail.Letter;
import org.groundswell.kernel.api.mail.MailException;
import org.groundswell.testing.SetClock;
import org.groundswell.testing.SmallMailServer;
import org.junit.Test;

public class MailSettingsTest {

    @Test
    public void theMailServerOfANodeFromBeforeCountsUntilItHasSettingsOfItsOwn() {
        var older = new TestSettings("old.example.org", 25, "none", "old@example.org");
        var server = new MailServer(new MailSettings(null, TestSettings.NONE), new OlderSettings(null, older));
        assertTrue(server.isKnown());
        assertEquals("old@example.org", server.from().getAddress());
        Result moving = new MailCheck(server, new Standing()).execute();
        assertEquals("nobody reads what is in order", Result.Status.WARN, moving.getStatus());
        assertTrue(moving.toString(), moving.toString().contains("to conf/org.groundswell.mail.cfg"));
        var newer = new TestSettings("new.example.org", 25, "none", "new@example.org");
        var moved = new MailServer(new MailSettings(null, newer), new OlderSettings(null, older));
        assertEquals("new@example.org", moved.from().getAddress());
        assertFalse(moved.isOlder());
        assertFalse(new MailServer(new MailSettings(null, TestSettings.NONE), new OlderSettings(null, TestSettings.NONE))
                .isKnown());
    }

    /** Who has moved his settings may have taken the old secret away. */
    @Test
    public void olderSettingsThatCannotBeReadAreInNobodysWay() {
        var unreadable = new TestSettings("old.example.org", 25, "none", "no address");
        var newer = new TestSettings("new.example.org", 25, "none", "new@example.org");
        assertEquals("new@example.org", new MailServer(new MailSettings(null, newer), new OlderSettings(null, unreadable))
                .from().getAddress());
    }

    @Test
    public void aServerThatIsAwayIsSaidUntilItTakesALetterOrNobodyHasTriedForLong() throws Exception {
        var clock = new SetClock(Instant.parse("2026-11-28T20:00:00Z"));
        var server = new TestSettings(1).server();
        var standing = new Standing(clock);
        var mail = new SmtpMail(server, standing);
        var check = new MailCheck(server, standing);
        assertEquals(Result.Status.OK, check.execute().getStatus());
        assertThrows(MailException.class, () -> mail.send(List.of("noor@example.org"), "a", "b"));
        Result away = check.execute();
        assertEquals(Result.Status.WARN, away.getStatus());
        assertTrue(away.toString(), away.toString().contains("nobody answers there"));
        clock.pass(Duration.ofHours(2));
        assertEquals(Result.Status.OK, check.execute().getStatus());
    }

    @Test
    public void oneAddressThatIsRefusedIsNoTroubleOfTheServer() throws Exception {
        try (var small = new SmallMailServer(false, Map.of("RCPT TO", "550 5.1.1 no such person"))) {
            var server = new TestSettings(small.port()).server();
            var standing = new Standing();
            var mail = new SmtpMail(server, standing);
            assertThrows(MailException.class, () -> mail.send(List.of("noor@example.org"), "a", "b"));
            assertEquals(Result.Status.OK, new MailCheck(server, standing).execute().getStatus());
        }
    }

    @Test
    public void whatAPersonWritesCanBeAnsweredAndDoesNotSayThatAProgramWroteIt() throws Exception {
        var server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        try {
            var mail = new SmtpMail(new TestSettings(server.getSmtp().getPort()).server(), new Standing());
            mail.send(Letter.of(List.of("noor@example.org"), "Re", "Yes.").byHand().in("nl")
                    .answeredTo("office@example.org"));
            var message = server.getReceivedMessages()[0];
            assertEquals("office@example.org", ((InternetAddress) message.getReplyTo()[0]).getAddress());
            assertEquals("nl", message.getHeader("Content-Language", null));
            assertEquals(null, message.getHeader("Auto-Submitted", null));
            mail.send(List.of("noor@example.org"), "Alarm", "x");
            assertEquals("auto-generated", server.getReceivedMessages()[1].getHeader("Auto-Submitted", null));
        } finally {
            server.stop();
        }
    }
}

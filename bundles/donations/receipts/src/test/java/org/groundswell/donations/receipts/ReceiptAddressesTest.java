package org.groundswell.donations.receipts;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.groundswell.donations.api.Donation;
import org.groundswell.testing.SmallMailServer;
import org.junit.Test;

/** Senders and addresses of any script, and those that are none. */
public class ReceiptAddressesTest extends SenderOverMail {
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
    public void aSenderThatNotEveryServerTakesIsRefused() {
        for (String from : List.of("Höhere Grüße <grüße@example.org>", "Grüße, Höhere <give@example.org>", "give")) {
            var refusal = assertThrows(from, IllegalArgumentException.class,
                    () -> new TestConfig(25, from).mail());
            assertTrue(refusal.getMessage(), refusal.getMessage().startsWith("from: expected "));
        }
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
}

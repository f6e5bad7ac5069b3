package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Donors get their receipt by mail, once, whatever happens to the node and the mail server in between. */
public class ReceiptsIT {
    private static final int PORT = RuntimeFolder.freePort();
    private static final Pattern STOP = Pattern.compile("http://\\S+(/monthly\\?donation=[0-9a-f-]+&signature=\\S+)");

    private static final Pattern NUMBER = Pattern.compile("receipt-TEST-20\\d\\d-(\\d{6})\\.pdf");

    @ClassRule
    public static final SharedNode NODE = new SharedNode("receipts", Map.of("org.groundswell.mail",
            List.of("host = 127.0.0.1", "port = " + PORT, "protection = none",
                    "from = Høyere grunn <give@grønn.example>")));
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final Node node = NODE.node();
    private final Visitor visitor = node.visitor();
    private GreenMail mail;

    @Before
    public void startMail() {
        mail = new GreenMail(new ServerSetup(PORT, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
    }

    @After
    public void stopMail() {
        mail.stop();
    }

    @Test
    public void oneReceiptForEachPaidGift() throws Exception {
        give("once@example.org", "en", Map.of());
        give("layla@example.org", "ar", Map.of());
        var declined = visitor.post("/donations", form("declined@example.org", "en", Map.of()));
        visitor.post(declined.location(), Map.of("action", "decline"));
        MimeMessage english = receiptFor("once@example.org");
        assertEquals("Test: Higher Ground: your receipt for €7.00", english.getSubject());
        assertEquals("application/pdf", ((MimeMultipart) english.getContent()).getBodyPart(1).getContentType()
                .split(";")[0]);
        var from = (InternetAddress) english.getFrom()[0];
        assertEquals("Høyere grunn <give@xn--grnn-hra.example>", from.getPersonal() + " <" + from.getAddress() + ">");
        assertTrue(english.getHeader("From", null), english.getHeader("From", null).startsWith("=?UTF-8?"));
        assertTrue(receiptFor("layla@example.org").getSubject().contains("إيصال تبرعك"));
        assertEquals("nobody else got one, and nobody twice", 2, mail.getReceivedMessages().length);
        assertFalse("no address in a log", node.outputText().contains("once@example.org"));
    }

    @Test
    public void aDonorEndsAMonthlyGiftByTheLinkInTheReceipt() throws Exception {
        long before = node.settledTotal();
        String checkout = give("monthly@example.org", "en", Map.of("monthly", "yes"));
        String link = stopLink(receiptFor("monthly@example.org"));
        visitor.post(checkout, Map.of("action", "renew"));
        Await.until("each month counts", () -> visitor.raised() == before + 1400);
        Await.until("and has a receipt of its own", () -> count("monthly@example.org") == 2);
        var asked = visitor.get(link);
        assertTrue(asked.body(), asked.body().contains("Stop your monthly gift?"));
        assertEquals("no-store", asked.header("cache-control"));
        assertEquals("no-referrer", asked.header("referrer-policy"));
        assertTrue("in each language", visitor.get(link + "&lang=nl").body().contains("lang=\"nl\""));
        assertTrue(asked.body(), asked.body().contains(link.replace("&", "&amp;") + "&amp;lang=nl\""));
        assertEquals("a wrong signature is nothing", 404, visitor.get(link.replaceFirst(".$", "")).status());
        assertTrue("looking ends nothing", visitor.get(checkout).body().contains("renew"));
        var stopped = visitor.post("/monthly", fields(link));
        assertTrue(stopped.body(), stopped.body().contains("Your monthly gift has ended"));
        String again = visitor.get(link + "&lang=nl").body();
        assertTrue(again, again.contains("lang=\"nl\"") && !again.contains("method=\"post\" action=\"/monthly\""));
        assertEquals("again changes nothing", 200, visitor.post("/monthly", fields(link)).status());
        assertFalse(visitor.get(checkout).body().contains("renew"));
    }

    @Test
    public void anOperatorSendsATestMailAndReadsWhatTheServerSays() throws Exception {
        try (var members = new Members(node)) {
            String page = members.get("operator", "/admin/mail").body();
            Matcher token = Pattern.compile("name=\"token\" value=\"([^\"]+)\"").matcher(page);
            assertTrue(page, token.find());
            var form = Map.of("token", token.group(1), "to", "operator@example.org");
            assertTrue(members.post("operator", "/admin/mail", form).body().contains("The mail server has taken it."));
            assertEquals("A test mail from your donation site", receiptFor("operator@example.org").getSubject());
            mail.stop();
            var away = members.post("operator", "/admin/mail", form);
            assertEquals(422, away.status());
            assertTrue(away.body(), away.body().contains("nobody answers there"));
            assertEquals("not for everybody", 403, members.get("editor", "/admin/mail").status());
        }
        assertFalse("no address in a log", node.outputText().contains("operator@example.org"));
    }

    @Test
    public void aMessageIsAnsweredFromTheConsole() throws Exception {
        assertEquals(200, visitor.post("/contact", Map.of("lang", "nl", "name", "Bob", "email", "bob@example.org", "text",
                "Mag ik mijn boot uitlenen?")).status());
        try (var members = new Members(node)) {
            Matcher link = Pattern.compile("/admin/messages/answer\\?message=([0-9a-f-]{36})").matcher(
                    members.get("editor", "/admin/messages").body());
            assertTrue(link.find());
            String page = members.get("editor", link.group()).body();
            var form = Map.of("token", Visitor.valueIn(page, "token"), "message", link.group(1), "id",
                    Visitor.valueIn(page, "id"), "subject", Visitor.valueIn(page, "subject"), "text", "Graag!", "answerTo",
                    "office@example.org", "isDone", "yes");
            assertEquals(303, members.post("editor", "/admin/messages/answer", form).status());
            MimeMessage answer = receiptFor("bob@example.org");
            assertEquals("office@example.org", answer.getReplyTo()[0].toString());
            assertTrue(members.get("editor", "/admin/messages?which=done").body().contains("Graag!"));
            assertTrue(members.get("owner", "/admin/audit").body().contains("Answered a message by mail"));
            assertEquals(403, members.get("viewer", link.group()).status());
        }
    }

    @Test
    public void aMonthlyGiftNeedsAnAddressForTheLink() throws Exception {
        var answer = visitor.post("/donations", form("", "en", Map.of("monthly", "yes")));
        assertEquals(422, answer.status());
        assertTrue(answer.body().contains("For a monthly gift we need your e-mail address"));
    }

    @Test
    public void nothingIsLostAndNothingSentTwiceWhileServerAndNodeFall() throws Exception {
        mail.stop();
        give("patient@example.org", "en", Map.of());
        Await.until("it is said", () -> node.outputText().contains("The mail server cannot be used"));
        node.kill();
        startMail();
        node.start();
        give("after@example.org", "en", Map.of());
        receiptFor("after@example.org");
        receiptFor("patient@example.org");
        String swapped = node.script("shell", "groundswell:swap", TestBundle.next(node,
                "org.groundswell.donations.receipts", folder.getRoot().toPath(), Map.of("Bundle-Version", "1.0.1"))
                .toString()).text();
        assertTrue(swapped, swapped.contains("GOOD"));
        String mailSwapped = node.script("shell", "groundswell:swap", TestBundle.next(node, "org.groundswell.mail",
                folder.getRoot().toPath(), Map.of("Bundle-Version", "1.0.1")).toString()).text();
        assertTrue(mailSwapped, mailSwapped.contains("GOOD"));
        give("swapped@example.org", "en", Map.of());
        receiptFor("swapped@example.org");
        assertEquals(3, mail.getReceivedMessages().length);
        List<Integer> numbers = numbers();
        assertEquals("one after the other, over kill and swap", List.of(numbers.getFirst(), numbers.getFirst() + 1,
                numbers.getFirst() + 2), numbers);
    }

    @Test
    public void aReceiptIsPromisedOnlyWhileThereIsAMailServer() throws Exception {
        Path settings = node.home().resolve("conf/org.groundswell.mail.cfg");
        String withServer = Files.readString(settings);
        Await.until("the form promises it", () -> form().contains("for your receipt"));
        assertTrue("and the thanks", visitor.give("7", "Anna", "pay").body().contains("We send your receipt"));
        try {
            RuntimeFolder.setting(node.home(), "org.groundswell.mail", "host =");
            Await.until("no more", () -> !form().contains("receipt"));
            assertFalse(visitor.give("7", "Anna", "pay").body().contains("We send your receipt"));
        } finally {
            Files.writeString(settings, withServer);
        }
        Await.until("again", () -> form().contains("for your receipt"));
        Await.until("and what was owed comes", () -> count("donor@example.org") == 2);
    }

    /** As a node from before has them. */
    @Test
    public void theMailServerAmongTheSettingsOfReceiptsCountsWhereThereIsNoOther() throws Exception {
        Path newer = node.home().resolve("conf/org.groundswell.mail.cfg");
        Path older = node.home().resolve("conf/org.groundswell.donations.receipts.cfg");
        String withServer = Files.readString(newer);
        String receipts = Files.readString(older);
        try {
            RuntimeFolder.setting(node.home(), "org.groundswell.mail", "host =");
            Await.until("there is none", () -> !form().contains("for your receipt"));
            Files.writeString(older, withServer);
            Await.until("the older one counts", () -> form().contains("for your receipt"));
            give("older@example.org", "en", Map.of());
            receiptFor("older@example.org");
            assertTrue(node.outputText().contains("move host, port, protection, user, password and from to"
                    + " conf/org.groundswell.mail.cfg"));
        } finally {
            Files.writeString(older, receipts);
            Files.writeString(newer, withServer);
        }
        Await.until("the newer one counts again", () -> form().contains("for your receipt"));
    }

    private String form() {
        try {
            return visitor.get("/en/donate").body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of the receipts that came, in their order. */
    private List<Integer> numbers() throws Exception {
        var numbers = new ArrayList<Integer>();
        for (MimeMessage each : mail.getReceivedMessages()) {
            String name = ((MimeMultipart) each.getContent()).getBodyPart(1).getFileName();
            Matcher number = NUMBER.matcher(name);
            assertTrue(name, number.matches());
            numbers.add(Integer.parseInt(number.group(1)));
        }
        return numbers.stream().sorted().toList();
    }

    /** The whole way of a donor; returns the gateway's page. */
    private String give(String email, String language, Map<String, String> more) throws Exception {
        var pledged = visitor.post("/donations", form(email, language, more));
        assertEquals(pledged.body(), 303, pledged.status());
        visitor.post(pledged.location(), Map.of("action", "pay"));
        return pledged.location();
    }

    private Map<String, String> form(String email, String language, Map<String, String> more) throws Exception {
        var fields = new HashMap<>(Visitor.donation(visitor.key(), "7", "Anna"));
        fields.put("email", email);
        fields.put("lang", language);
        fields.putAll(more);
        return fields;
    }

    private MimeMessage receiptFor(String email) {
        Await.until("a receipt for " + email, () -> count(email) > 0);
        return received(email).getFirst();
    }

    private int count(String email) {
        return received(email).size();
    }

    private List<MimeMessage> received(String email) {
        return Arrays.stream(mail.getReceivedMessages()).filter(each -> {
            try {
                return each.getAllRecipients()[0].toString().equals(email);
            } catch (MessagingException e) {
                throw new IllegalStateException(e);
            }
        }).toList();
    }

    private static String stopLink(MimeMessage message) throws Exception {
        String text = (String) ((MimeMultipart) message.getContent()).getBodyPart(0).getContent();
        Matcher link = STOP.matcher(text);
        assertTrue(text, link.find());
        return link.group(1);
    }

    private static Map<String, String> fields(String link) {
        String[] parts = link.substring(link.indexOf('?') + 1).split("[=&]");
        return Map.of(parts[0], parts[1], parts[2], parts[3]);
    }
}

package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.groundswell.itests.Visitor.Answer;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;

/** What one visitor sends costs little, leaves little, and keeps nobody else from giving. */
public class GivingBudgetsIT {
    private static final String[] FORM = {"Content-Type", "application/x-www-form-urlencoded"};
    private static final int CHALLENGE_FROM = 5;
    private static final int REFUSE_FROM = 7;
    private static Node node;
    private static int nextAddress = 10;

    @BeforeClass
    public static void start() throws Exception {
        node = Node.prepared("budgets");
        RuntimeFolder.setting(node.home(), "org.groundswell.donations.service.pledges",
                "challengeFrom = " + CHALLENGE_FROM, "refuseFrom = " + REFUSE_FROM);
        RuntimeFolder.setting(node.home(), "org.groundswell.donations.service.challenge", "waitSeconds = 1",
                "waitersPerMinute = 1000");
        RuntimeFolder.setting(node.home(), "org.groundswell.pages.contact", "maxPerMinuteFromOne = 3");
        node.start();
    }

    @AfterClass
    public static void stop() {
        node.close();
    }

    @Test
    public void formsThatCost() throws Exception {
        Visitor visitor = stranger();
        long before = count("entry");
        String deep = "amount=25&campaign=flood&email=";
        List<String> bodies = List.of("&".repeat(65_000), "a=1&".repeat(16_250), "=".repeat(65_000),
                "%26".repeat(21_000), "a=" + "+".repeat(65_000), deep + "a@" + "a.".repeat(9_000),
                "amount=" + "1.".repeat(9_000), deep + "%20".repeat(9_000) + "@");
        visitor.post("/donations", bodies.getFirst(), FORM);
        Duration start = node.cpu();
        int sent = 0;
        for (String path : List.of("/donations", "/contact", "/monthly", "/sandbox/checkout/x")) {
            for (String body : bodies) {
                for (int i = 0; i < 3; i++) {
                    int status = visitor.post(path, body, FORM).status();
                    assertTrue(path + " " + status, status >= 400 && status < 500);
                    sent++;
                }
            }
        }
        long millis = node.cpu().minus(start).toMillis() / sent;
        // Ten when the code is warm; what else the node does meanwhile is counted as well.
        assertTrue(millis + " ms of CPU for each of " + sent + " refused forms", millis < 60);
        assertEquals(before, count("entry"));
    }

    @Test
    public void malformedAddressesAreTheVisitorsFault() throws Exception {
        long before = logged();
        for (int i = 0; i < 20; i++) {
            for (String path : List.of("/monthly?x=%ff", "/wait?donation=%zz", "/payments/sandbox/return?x=%ff",
                    "/en/thanks?donation=%ff", "/stress-agreement?token=%ff", "/wait?" + "a&".repeat(100),
                    "/monthly?donation=1&donation=2")) {
                assertEquals(path, 400, raw(path));
            }
        }
        assertTrue(logged() - before + " bytes of log", logged() - before < 5_000);
    }

    @Test
    public void aGiftForNobodyIsNoGift() throws Exception {
        Visitor visitor = stranger();
        long before = count("donation");
        long log = logged();
        for (int i = 0; i < 50; i++) {
            Answer answer = visitor.post("/donations", form(Map.of("provider", "nobody%0A" + "x".repeat(10_000))));
            assertEquals(422, answer.status());
            assertTrue(answer.body().contains("This way to pay is not offered any more"));
        }
        assertEquals(before, count("donation"));
        assertTrue(logged() - log < 5_000);
        var elsewhere = form(Map.of());
        assertEquals("only the body counts", 303, visitor.post("/donations?provider=nobody&amount=1", elsewhere).status());
        assertEquals("a key of a script is exchanged", 200,
                visitor.post("/donations", form(Map.of("key", UUID.randomUUID().toString()))).status());
    }

    @Test
    public void oneAddressHasABudgetOfOpenGifts() throws Exception {
        Visitor flood = stranger();
        var checkouts = new ArrayList<String>();
        for (int i = 0; i < CHALLENGE_FROM; i++) {
            checkouts.add(flood.post("/donations", form(Map.of())).location());
        }
        for (int i = CHALLENGE_FROM; i < REFUSE_FROM; i++) {
            checkouts.add(challenged(flood).location());
        }
        refused(flood);
        assertEquals("somebody else", 303, stranger().post("/donations", form(Map.of())).status());
        node.kill();
        node.start();
        Await.until("the budget is known again", () -> {
            Answer answer = flood.post("/donations", form(Map.of("amount", "6")));
            assertTrue(answer.status() + answer.body(), answer.status() != 303);
            return answer.status() == 429;
        });
        refused(flood);
        for (String checkout : checkouts) {
            flood.post(checkout, Map.of("action", checkouts.indexOf(checkout) % 2 == 0 ? "pay" : "cancel"));
        }
        Await.until("what was paid or has ended no longer counts",
                () -> flood.post("/donations", form(Map.of())).status() == 303);
    }

    @Test
    public void oneAddressHasABudgetOfMessages() throws Exception {
        Visitor visitor = stranger();
        var message = Map.of("name", "Eve", "email", "eve@example.org", "text", "Hello,\nthis is me", "lang", "en");
        int taken = 0;
        Answer answer = visitor.post("/contact", message);
        while (answer.status() == 200 && taken < 20) {
            taken++;
            answer = visitor.post("/contact", message);
        }
        assertEquals(429, answer.status());
        assertTrue("at most twice, around a full minute", taken >= 3 && taken <= 6);
        assertTrue(answer.body(), answer.body().contains("Several messages have just come from your connection"));
        assertTrue("nothing has to be typed again", answer.body().contains("this is me"));
        assertEquals(200, stranger().post("/contact", message).status());
    }

    @Test
    public void whatIsOneLineStaysOneLine() throws Exception {
        String checkout = stranger().post("/donations", form(Map.of("name", "Eve\nYour account is locked",
                "message", "a\r\nb\u202e", "lang", "en\n2026-01-01 ERROR forged"))).location();
        String payment = checkout.substring(checkout.lastIndexOf('/') + 1);
        assertEquals("Eve Your account is locked|a\nb|en", ask("SELECT name || '|' || message || '|' || language FROM"
                + " donation WHERE payment_id = '" + payment + "'"));
        assertFalse(Files.readString(node.home().resolve("data/logs/groundswell.log")).contains("forged"));
    }

    @Test
    public void theNumberAloneShowsTheStateAndNothingElse() throws Exception {
        Visitor visitor = stranger();
        var monthly = form(Map.of("monthly", "yes", "email", "anna@example.org", "amount", "17"));
        Answer decided = visitor.post(visitor.post("/donations", monthly).location(), Map.of("action", "pay"));
        String thanks = visitor.get(decided.location()).location();
        String shown = visitor.get(thanks).body();
        assertTrue(shown, shown.contains("Thank you!") && shown.contains("17") && shown.contains("/monthly?donation="));
        String number = thanks.replaceFirst("&.*", "");
        for (String path : List.of(number, number + "&signature=", number + "&signature=x",
                thanks.substring(0, thanks.length() - 1))) {
            String body = visitor.get(path).body();
            assertTrue(body, body.contains("Thank you!"));
            assertFalse(body, body.contains("/monthly?") || body.contains("17.00") || body.contains("signature"));
        }
        String oldReturn = decided.location().replaceFirst("&.*", "");
        assertEquals("of a payment that was opened before addresses were signed", number,
                visitor.get(oldReturn).location());
        assertEquals("no-referrer", visitor.get(thanks).header("referrer-policy"));
    }

    /** The challenge of somebody who has no scripts: to wait. */
    private static Answer challenged(Visitor visitor) throws Exception {
        var fields = form(Map.of());
        var first = visitor.post("/donations", fields);
        assertEquals(first.body(), 200, first.status());
        fields.put("challenge", Visitor.valueIn(first.body(), "challenge"));
        var last = new ArrayList<Answer>();
        Await.until("the time to wait is over", () -> {
            last.add(visitor.post("/donations", fields));
            return last.getLast().status() == 303;
        });
        return last.getLast();
    }

    private static void refused(Visitor visitor) throws Exception {
        Answer answer = visitor.post("/donations", form(Map.of()));
        assertEquals(answer.body(), 429, answer.status());
        assertTrue(answer.body(), answer.body().contains("Very many gifts have been begun from your connection"));
        assertFalse(answer.header("retry-after").isEmpty());
    }

    private static Map<String, String> form(Map<String, String> changed) throws Exception {
        var fields = new HashMap<>(Visitor.donation(node.visitor().key(), "5", "Budget"));
        fields.putAll(changed);
        return fields;
    }

    /** A visitor from an address of its own. */
    private static Visitor stranger() throws Exception {
        return new Visitor(node.visitor().base(), InetAddress.getByName("127.0.0." + nextAddress++));
    }

    /** The client checks addresses as well, so this one goes past it. */
    private static int raw(String path) throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), node.publicPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            String answer = new String(socket.getInputStream().readAllBytes(),
                    StandardCharsets.UTF_8);
            return Integer.parseInt(answer.split(" ")[1]);
        }
    }

    private static long logged() throws Exception {
        return Files.size(node.home().resolve("data/logs/groundswell.log")) + node.outputText().length();
    }

    private static long count(String table) throws Exception {
        return Long.parseLong(ask("SELECT count(*) FROM " + table));
    }

    private static String ask(String sql) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + node.ledger());
                var rows = connection.createStatement().executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "";
        }
    }
}

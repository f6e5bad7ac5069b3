package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;

/** Broken and hostile requests get the right 4xx, change nothing and learn nothing about the node. */
public class HostileIT {
    private static final Pattern INSIDE =
            Pattern.compile("(?i)exception|\\bat org\\.|jetty|felix|stack ?trace|java\\.");

    @ClassRule
    public static final SharedNode NODE = new SharedNode("hostile", Map.of("org.groundswell.donations.moderation",
            List.of("names = all", "words = all")));
    private final Visitor visitor = NODE.node().visitor();
    private long entries;

    @Before
    public void countEntries() throws Exception {
        entries = entries();
    }

    @After
    public void nothingHasChanged() throws Exception {
        assertEquals("entries in the ledger", entries, entries());
    }

    @Test
    public void absurdForms() throws Exception {
        for (String amount : List.of("-5", "0", "abc", "99999999999999999999", "1e9", "NaN", "25;--", "")) {
            form(422, Map.of("amount", amount));
        }
        form(422, Map.of("campaign", "../flood"));
        form(422, Map.of("campaign", ""));
        form(422, Map.of("currency", "XXX"));
        form(422, Map.of("name", "x".repeat(101)));
        form(422, Map.of("message", "x".repeat(501)));
        form(400, Map.of("key", "1"));
        form(400, Map.of("key", "' OR 1=1 --"));
        form(422, Map.of("lang", "../../etc", "amount", "x"));
    }

    @Test
    public void brokenForms() throws Exception {
        String[] form = {"Content-Type", "application/x-www-form-urlencoded"};
        refused(400, visitor.post("/donations", "campaign=flood&amount=%zz", form));
        refused(400, visitor.post("/donations", "campaign=flood&amount=25&name=%ff%fe", form));
        refused(400, visitor.post("/donations", "campaign=flood&amount=25&name=a%00b", form));
        refused(400, visitor.post("/donations", "amount=25&amount=2500&campaign=flood", form));
        refused(415, visitor.post("/donations", "{}", "Content-Type", "application/json"));
        refused(415, visitor.post("/contact", "<a/>", "Content-Type", "text/xml"));
        refused(413, visitor.post("/donations", "message=" + "x".repeat(70_000), form));
        refused(413, visitor.post("/contact", "text=" + "x".repeat(70_000), form));
    }

    @Test
    public void forgedAndReplayedNotifications() throws Exception {
        String webhook = "/payments/sandbox/webhook";
        refused(400, visitor.post(webhook, "{}"));
        refused(400, visitor.post(webhook, "{}", "Sandbox-Signature", "t=1,v1=" + "0".repeat(64)));
        refused(400, visitor.post(webhook, "{}", "Sandbox-Signature", "nonsense"));
        refused(405, visitor.get(webhook));
        refused(400, visitor.get("/payments/sandbox/return"));
        refused(400, visitor.get("/payments/sandbox/return?donation=1"));
        refused(404, visitor.get("/payments/sandbox/return?donation=01a1fd3d-de7e-7656-a082-18092e0d26dc"));
        refused(404, visitor.get("/payments/../webhook2"));
        refused(404, visitor.get("/en/thanks?donation=01a1fd3d-de7e-7656-a082-18092e0d26dc"));
    }

    @Test
    public void pathTricks() throws Exception {
        for (String path : List.of("/en/../../etc/passwd", "/%2e%2e/conf/", "/en%2fdonate", "/..;/system/console",
                "//system/console", "/en/%00", "/en/\\..\\x", "/%c0%ae%c0%ae/")) {
            assertTrue(path, List.of(400, 404).contains(rawStatus("GET " + path + " HTTP/1.1")));
        }
        for (String path : List.of("/system/console", "/system/console/bundles", "/metrics", "/stats", "/stats.json",
                "/public/donations", "/public/healthz", "/site.yaml", "/conf/jvm.options")) {
            refused(404, visitor.get(path));
        }
    }

    @Test
    public void wrongMethods() throws Exception {
        refused(405, visitor.method("DELETE", "/en/donate"));
        refused(405, visitor.method("POST", "/en/"));
        refused(405, visitor.method("PUT", "/api/campaigns/flood"));
        refused(405, visitor.method("PUT", "/donations"));
        assertEquals("GET, HEAD", visitor.method("POST", "/en/").header("allow"));
    }

    @Test
    public void unreadableRequests() throws Exception {
        assertEquals(400, rawStatus("NONSENSE"));
        assertEquals(414, rawStatus("GET /" + "x".repeat(9000) + " HTTP/1.1"));
        assertEquals(431, rawStatus("GET /en/ HTTP/1.1\r\nX: " + "x".repeat(9000)));
        assertEquals(505, rawStatus("GET /en/ HTTP/7.3"));
        refused(406, visitor.get("/en/", "Accept-Encoding", "identity;q=0, br"));
    }

    @Test
    public void whatDonorsWriteIsShownAsText() throws Exception {
        entries += 3;
        String script = "<script>alert(1)</script>\u202e";
        var fields = new HashMap<>(Visitor.donation(visitor.key(), "25", script));
        fields.put("message", "\"><img src=x onerror=alert(1)>");
        String checkout = visitor.post("/donations", fields).location();
        visitor.post(checkout, Map.of("action", "pay"));
        Await.until("it shows", () -> visitor.get("/en/").body().contains("&lt;script&gt;alert(1)"));
        String home = visitor.get("/en/").body();
        assertFalse(home.contains("<script>alert"));
        assertFalse(home.contains("<img src=x"));
        assertFalse(home.contains("\u202e"));
    }

    @Test
    public void errorPagesCarryTheSitesLookAndTheSecurityHeaders() throws Exception {
        for (String path : List.of("/en/", "/nothing", "/payments/none", "/nl/thanks?donation=x")) {
            var answer = visitor.get(path);
            assertTrue(path, answer.body().contains("Higher Ground"));
            assertEquals(path, "nosniff", answer.header("x-content-type-options"));
            assertEquals(path, "same-origin", answer.header("referrer-policy"));
            assertEquals(path, "DENY", answer.header("x-frame-options"));
            String policy = answer.header("content-security-policy");
            assertTrue(policy, policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'")
                    && !policy.contains("unsafe"));
        }
        assertTrue(visitor.get("/nl/niets").body().contains("Deze pagina bestaat niet"));
        assertTrue(visitor.get("/niets", "Accept-Language", "ar").body().contains("هذه الصفحة غير موجودة"));
    }

    private void form(int status, Map<String, String> changed) throws Exception {
        var fields = new HashMap<>(Visitor.donation(visitor.key(), "25", "Eve"));
        fields.putAll(changed);
        refused(status, visitor.post("/donations", fields));
    }

    private static void refused(int status, Visitor.Answer answer) {
        assertEquals(answer.response().uri().toString(), status, answer.status());
        assertFalse(answer.body(), answer.body().isBlank());
        assertFalse(answer.body(), INSIDE.matcher(answer.body()).find());
        assertEquals("no-store", answer.header("cache-control"));
    }

    /** What the node answers to a request that no well-behaved client would send. */
    private static int rawStatus(String head) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), NODE.node().publicPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write((head + "\r\nHost: x\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            InputStream in = socket.getInputStream();
            String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertFalse(answer, INSIDE.matcher(answer).find());
            return Integer.parseInt(answer.split(" ")[1]);
        }
    }

    private static long entries() throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + NODE.node().ledger());
                var rows = connection.createStatement().executeQuery("SELECT count(*) FROM entry")) {
            return rows.getLong(1);
        }
    }
}

package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.groundswell.itests.Visitor.Answer;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The console for people who are not on the machine: with TLS of the node's own, then behind a proxy, then plain again. */
public class AdminPortIT {
    @ClassRule
    public static final TemporaryFolder FOLDER = new TemporaryFolder();
    private static final String ADMIN = "org.groundswell.edge.admin";
    private static final String NAME = "https://admin.example";
    private static final Pattern LINK = Pattern.compile(NAME + "/admin/welcome\\?link=([\\w-]+)");
    private static final String PASSWORD = "a lantern at sea";
    private static final int TLS = RuntimeFolder.freePort();
    private static final String SECURE = "https://127.0.0.1:" + TLS;

    private static Node node;
    private static SSLContext trust;

    @BeforeClass
    public static void start() throws Exception {
        var certificate = TestCertificate.made(FOLDER.getRoot().toPath(), "EC");
        trust = TestCertificate.trusting(certificate);
        node = Node.prepared("admin-port");
        certificate.write(node.home().resolve("conf/tls"));
        RuntimeFolder.addSetting(node.home(), ADMIN, "tlsPort = " + TLS, "publicUrl = " + NAME + "/");
        node.start();
    }

    @AfterClass
    public static void stop() {
        node.close();
    }

    @Test
    public void volunteersComeByTlsOrByAProxyAndNobodySaysWhoTheyAreThemselves() throws Exception {
        byTls();
        RuntimeFolder.setting(node.home(), ADMIN, "port = " + node.adminPort(), "publicUrl = " + NAME,
                "behindProxy = true");
        byProxy();
        RuntimeFolder.setting(node.home(), ADMIN, "port = " + node.adminPort());
        plain();
        withAKeyThatDoesNotFit();
    }

    /** Somebody has renewed half of the pair and restarted: gifts do not wait for the console. */
    private static void withAKeyThatDoesNotFit() throws Exception {
        Path key = node.home().resolve("conf/tls/key.pem");
        String fits = Files.readString(key);
        node.script("stop");
        RuntimeFolder.setting(node.home(), ADMIN, "port = " + node.adminPort(), "tlsPort = " + TLS, "publicUrl = " + NAME);
        TestCertificate.made(FOLDER.newFolder("other").toPath(), "EC").write(FOLDER.newFolder("pair").toPath());
        Files.copy(FOLDER.getRoot().toPath().resolve("pair/key.pem"), key, StandardCopyOption.REPLACE_EXISTING);
        node.start();
        node.visitor().give("5", "", "pay");
        String status = node.script("status").text();
        assertTrue(status, status.contains("The console answers on this machine only"));
        assertEquals(200, node.admin().get("/admin/sign-in").status());
        Files.writeString(key, fits);
        Await.until("the console is where it should be, without a restart", () -> node.admin().get("/admin/sign-in").status() == 308
                && send(HttpClient.Version.HTTP_2, "/admin/sign-in", Map.of()).statusCode() == 200);
        Await.until("nothing is said of it any more", () -> !node.script("status").text().contains("on this machine only"));
    }

    private static void byTls() throws Exception {
        assertEquals("the node's own commands come in", 0, node.script("status").status());
        Matcher link = LINK.matcher(node.outputText());
        assertTrue(node.outputText(), link.find());
        var page = send(HttpClient.Version.HTTP_2, "/admin/sign-in", Map.of());
        assertEquals(HttpClient.Version.HTTP_2, page.version());
        assertEquals(200, page.statusCode());
        assertTrue(page.headers().firstValue("strict-transport-security").isPresent());
        var owner = Map.of("link", link.group(1), "name", "noor", "password", PASSWORD, "again", PASSWORD);
        assertEquals("a page of http is another site's", 403, send(HttpClient.Version.HTTP_2, "/admin/welcome", owner,
                "Origin", "http://127.0.0.1:" + TLS).statusCode());
        var welcome = send(HttpClient.Version.HTTP_2, "/admin/welcome", owner, "Origin", SECURE);
        assertEquals(welcome.body(), 303, welcome.statusCode());
        assertTrue(cookie(welcome), cookie(welcome).endsWith("; Secure"));
        for (var version : List.of(HttpClient.Version.HTTP_1_1, HttpClient.Version.HTTP_2)) {
            letsSomebodyIn(version, cookie(welcome).replaceFirst(";.*", ""));
        }
        for (String path : List.of("/admin/sign-in?to=x", "/system/console/bundles", "/metrics")) {
            Answer sent = node.admin().get(path);
            assertEquals(308, sent.status());
            assertEquals(NAME + path, sent.header("location"));
        }
        assertEquals("watchers are answered as they come", 200, node.admin().get("/readyz").status());
        wrongPassword(send(HttpClient.Version.HTTP_1_1, "/admin/sign-in", Map.of("name", "noor", "password", "x"),
                "X-Forwarded-For", "203.0.113.1").statusCode());
        awaitLog("from 127.0.0.1");
        assertFalse("a forged header", node.outputText().contains("203.0.113.1"));
    }

    private static void letsSomebodyIn(HttpClient.Version version, String cookie) throws Exception {
        var people = send(version, "/admin/people", Map.of(), "Cookie", cookie);
        assertEquals(200, people.statusCode());
        var invited = send(version, "/admin/people", Map.of("what", "invite", "name", "a-" + version.ordinal(),
                "role-viewer", "yes", "token", Visitor.valueIn(people.body(), "token")), "Cookie", cookie, "Origin", SECURE);
        assertEquals(invited.body(), 200, invited.statusCode());
        assertTrue("its link has the console's name", LINK.matcher(invited.body()).find());
    }

    private static void byProxy() throws Exception {
        Await.until("the port is open as it was told", () -> proxied("/admin/sign-in", "203.0.113.2").status() == 200);
        Answer signedIn = signIn(PASSWORD, "X-Forwarded-For", "203.0.113.2", "X-Forwarded-Proto", "https",
                "X-Forwarded-Host", "admin.example", "Origin", NAME);
        assertEquals(signedIn.body(), 303, signedIn.status());
        assertTrue(signedIn.header("set-cookie"), signedIn.header("set-cookie").endsWith("; Secure"));
        for (int i = 0; i < 10; i++) {
            wrongPassword(signIn("x", "X-Forwarded-For", "198.51.100.1, 203.0.113.3").status());
        }
        assertEquals("this address has tried enough", 429,
                signIn("x", "X-Forwarded-For", "198.51.100.2, 203.0.113.3").status());
        wrongPassword(signIn("x", "X-Forwarded-For", "203.0.113.4").status());
        awaitLog("from 203.0.113.4");
        assertTrue(node.outputText().contains("from 203.0.113.3"));
        assertFalse("what stands further to the left", node.outputText().contains("198.51.100."));
        assertEquals("another name", 421, node.admin().get("/admin/sign-in", "X-Forwarded-Host", "evil.example").status());
    }

    private static void plain() throws Exception {
        Await.until("headers are believed no more", () -> node.admin().get("/admin/sign-in", "X-Forwarded-Host",
                "evil.example").status() == 200);
        Answer signedIn = signIn(PASSWORD, "X-Forwarded-Proto", "https", "Origin", "http://127.0.0.1:" + node.adminPort());
        assertEquals(303, signedIn.status());
        assertFalse(signedIn.header("set-cookie"), signedIn.header("set-cookie").endsWith("; Secure"));
    }

    private static Answer proxied(String path, String visitor) throws Exception {
        return node.admin().get(path, "X-Forwarded-For", visitor, "X-Forwarded-Proto", "https", "X-Forwarded-Host",
                "admin.example");
    }

    private static Answer signIn(String password, String... headers) throws Exception {
        return node.admin().post("/admin/sign-in", Map.of("name", "noor", "password", password), headers);
    }

    private static void wrongPassword(int status) {
        assertEquals(403, status);
    }

    private static void awaitLog(String words) {
        Await.until("the log says: " + words, () -> node.outputText().contains("A wrong password was tried on the web"
                + " console " + words));
    }

    private static String cookie(HttpResponse<String> answer) {
        return answer.headers().firstValue("set-cookie").orElse("");
    }

    /** A GET, or a POST where there are fields. */
    private static HttpResponse<String> send(HttpClient.Version version, String path, Map<String, String> fields,
            String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(SECURE + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (!fields.isEmpty()) {
            request.header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(fields.entrySet().stream().map(each -> each.getKey() + "="
                            + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8)).collect(Collectors.joining("&"))));
        }
        try (HttpClient client = HttpClient.newBuilder().version(version).sslContext(trust).build()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}

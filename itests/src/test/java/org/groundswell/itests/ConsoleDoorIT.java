package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.junit.ClassRule;
import org.junit.Test;

/** Who may change something on the admin port: its own pages and scripts, with the password, and nobody else. */
public class ConsoleDoorIT {
    private static final String BUNDLE = "org.groundswell.stress";
    @ClassRule
    public static final SharedNode NODE = new SharedNode("console-door");
    private final Visitor admin = NODE.node().admin();

    @Test
    public void aPageElsewhereCannotDriveTheConsoleOfAnAdminWhoIsSignedIn() throws Exception {
        HttpServer elsewhere = elsewhere();
        try (var browser = new Browser(true, "en")) {
            browser.desk();
            browser.signIn(admin.base(), "admin", NODE.node().password(), "/system/console/bundles");
            assertFalse("signed in", browser.text(".statline").isEmpty());
            browser.open("http://127.0.0.1:" + elsewhere.getAddress().getPort() + "/");
            browser.awaitText("body", "This request comes from another site's page.");
            assertEquals("Active", state());

            browser.open("http://" + address() + "/system/console/vmstat");
            browser.type("#bundleStartLevel", "31");
            browser.click("form:has(#bundleStartLevel) input[type=submit]");
            Await.until("its own page's form changes it", () -> admin.get("/system/console/vmstat", "Authorization",
                    Console.basic(NODE.node().password())).body().contains("\"bundleStartLevel\":31"));
            assertEquals("nothing that the console needs is refused", List.of(),
                    browser.complaints().stream().filter(each -> each.contains("Content Security Policy")).toList());
        } finally {
            elsewhere.stop(0);
        }
    }

    @Test
    public void noPageOfTheConsoleAsksForMoreThanItsPolicyAllows() throws Exception {
        try (var browser = new Browser(true, "en")) {
            browser.desk();
            browser.signIn(admin.base(), "admin", NODE.node().password(), "/system/console/bundles");
            String console = "/system/console/";
            Set<String> pages = Jsoup.parse(admin.get(console + "bundles", "Authorization",
                    Console.basic(NODE.node().password())).body()).select("a[href*=" + console + "]").eachAttr("href")
                    .stream().map(each -> each.substring(each.indexOf(console) + console.length()))
                    .filter(each -> each.matches("[\\w.-]+")).collect(Collectors.toCollection(TreeSet::new));
            assertTrue(pages.toString(), pages.containsAll(List.of("bundles", "configMgr", "donations", "vmstat")));
            // It has nothing to show, and asks for the password again.
            pages.remove("logout");
            for (String page : pages) {
                browser.open("http://" + address() + "/system/console/" + page);
                assertFalse(page, browser.text("body").isEmpty());
                assertEquals(page, List.of(), browser.complaints().stream()
                        .filter(each -> each.contains("Content Security Policy")).toList());
            }
        }
    }

    @Test
    public void whatAHeaderSaysIsNeverAnError() throws Exception {
        String login = "Authorization: " + Console.basic(NODE.node().password());
        String host = "Host: " + address();
        assertEquals("a script", 200, post(host, login));
        assertEquals(200, post(host, login, "Origin: http://" + address()));
        for (String origin : List.of("http:x", "null", "http://evil.example", "http://" + address() + ":1",
                "http://[::", "http://" + "a".repeat(3_000))) {
            assertEquals(origin, 403, post(host, login, "Origin: " + origin));
            assertEquals(origin, 403, post(host, login, "Referer: " + origin + "/"));
        }
        assertEquals(403, post(host, login, "Origin: http://" + address(), "Origin: http://evil.example"));
        assertEquals(403, post(host, login, "Sec-Fetch-Site: cross-site"));
        assertEquals(421, post("Host: evil.example", login));
        for (String page : List.of("/metrics", "/stats", "/stats.json", "/system/console", "/nothing")) {
            assertEquals(page, 421, status("GET " + page + " HTTP/1.1", "Host: evil.example"));
        }
        assertEquals(400, status("GET /metrics?x=%ff HTTP/1.1", host));
    }

    @Test
    public void aGetChangesNoSettings() throws Exception {
        String[] login = {"Authorization", Console.basic(NODE.node().password())};
        String settings = "/system/console/configMgr/org.groundswell.payments.sandbox?post=true";
        String change = settings + "&apply=true&propertylist=slowMillis&slowMillis=7";
        assertEquals(403, admin.get(change, login).status());
        assertEquals(403, admin.method("HEAD", change, login).status());
        assertEquals(403, admin.get(change.replace("&apply", "&%61pply"), login).status());
        var read = admin.get(settings, login);
        assertEquals(200, read.status());
        assertFalse(read.body(), read.body().contains("\"value\":7"));
        for (String path : List.of("/system/console", "/system/console/bundles", "/nothing", "/stats", change)) {
            var answer = admin.get(path, path.contains("bundles") ? new String[0] : login);
            assertTrue(path, answer.header("Content-Security-Policy").contains("frame-ancestors 'none'"));
            assertEquals(path, "nosniff", answer.header("X-Content-Type-Options"));
            assertEquals(path, "same-origin", answer.header("Referrer-Policy"));
        }
    }

    @Test
    public void wrongPasswordsKeepNobodyOut() throws Exception {
        int refused = 0;
        for (int i = 0; i < 30; i++) {
            int status = admin.get("/system/console/bundles.json", "Authorization", Console.basic("guess " + i)).status();
            assertTrue("status " + status, status == 401 || status == 429);
            refused += status == 429 ? 1 : 0;
        }
        assertTrue("the address meets its limit", refused > 0);
        assertEquals("Active", state());
    }

    @Test
    public void aDonorsNameIsTextInTheConsole() throws Exception {
        NODE.node().visitor().give("33", "${basedir}<script>alert(1)</script>", "pay");
        String page = admin.get("/system/console/donations", "Authorization", Console.basic(NODE.node().password()))
                .body();
        assertTrue(page, page.contains("&#36;{basedir}&lt;script&gt;alert(1)&lt;/script&gt;"));
    }

    private static String address() {
        return NODE.node().admin().base().substring("http://".length());
    }

    private String state() throws Exception {
        var bundles = JsonParser.parseString(admin.get("/system/console/bundles.json", "Authorization",
                Console.basic(NODE.node().password())).body()).getAsJsonObject().getAsJsonArray("data");
        for (var each : bundles) {
            if (each.getAsJsonObject().get("symbolicName").getAsString().equals(BUNDLE)) {
                return each.getAsJsonObject().get("state").getAsString();
            }
        }
        throw new IllegalStateException("no bundle " + BUNDLE);
    }

    /** A site of somebody else, whose page sends a form by itself. */
    private static HttpServer elsewhere() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] page = ("<!doctype html><form method=post action='http://" + address() + "/system/console/bundles/"
                + BUNDLE + "'><input name=action value=stop></form><script>document.forms[0].submit()</script>")
                .getBytes(StandardCharsets.UTF_8);
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static int post(String... headers) throws IOException {
        return status("POST /system/console/vmstat HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                + "Content-Length: 9", headers);
    }

    private static int status(String head, String... headers) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(address().split(":")[1]))) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write((head + "\r\n" + String.join("\r\n", headers)
                    + "\r\nConnection: close\r\n\r\naction=gc").getBytes(StandardCharsets.ISO_8859_1));
            return Integer.parseInt(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .split(" ")[1]);
        }
    }
}

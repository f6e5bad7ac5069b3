package org.groundswell.payments.sandbox;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.api.node.Secret;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentRequest;
import org.groundswell.payments.api.PaymentStatus;
import org.joda.money.Money;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The gateway of its own, as donors and strangers meet it. */
public class GatewayServerTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final HttpClient browser = HttpClient.newHttpClient();
    private Path settings;
    private Sandbox sandbox;
    private GatewayServer server;
    private DistantGateway gateway;

    @Before
    public void start() throws Exception {
        settings = folder.getRoot().toPath().resolve("sandbox.cfg");
        begin();
    }

    private void begin() throws Exception {
        Path place = folder.getRoot().toPath();
        sandbox = new Sandbox(place, new HabitsFile(settings), Clock.systemUTC());
        server = new GatewayServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), sandbox);
        server.start();
        gateway = asking("file:" + KeyFile.in(place));
    }

    private DistantGateway asking(String key) {
        return new DistantGateway(base(), Secret.named("key", key, new NodeFolder(folder.getRoot().toPath())),
                Duration.ofSeconds(10), Clock.systemUTC());
    }

    @After
    public void end() throws Exception {
        stop();
        browser.close();
    }

    private void stop() throws Exception {
        gateway.close();
        server.close();
        sandbox.close();
    }

    private String base() {
        return "http://127.0.0.1:" + server.port();
    }

    @Test
    public void aDonorPaysAtItsOwnAddressAndComesBackToTheSite() throws Exception {
        String id = gateway.open(request()).id();
        URI checkout = gateway.checkout(id);
        assertEquals(base() + "/checkout/" + id, checkout.toString());
        HttpResponse<String> page = send(HttpRequest.newBuilder(checkout).header("Accept-Language", "nl"));
        assertEquals(200, page.statusCode());
        assertTrue(page.body(), page.body().contains("value=\"pay\"") && page.body().contains("25"));
        assertEquals(200, send(HttpRequest.newBuilder(URI.create(base() + "/checkout.css"))).statusCode());
        HttpResponse<String> paid = press(checkout, "action=pay");
        assertEquals(303, paid.statusCode());
        assertEquals("http://127.0.0.1:1/return", paid.headers().firstValue("Location").orElseThrow());
        assertEquals(PaymentStatus.PAID, gateway.find(id).orElseThrow().status());
        assertEquals(400, press(checkout, "action=steal").statusCode());
        assertEquals(400, press(checkout, "%zz&&=&action").statusCode());
        assertEquals(404, press(gateway.checkout("none"), "action=pay").statusCode());
    }

    @Test
    public void whoHasNoKeyAsksForNothing() throws Exception {
        String id = gateway.open(request()).id();
        Files.writeString(folder.getRoot().toPath().resolve("other"), "another key");
        for (String key : List.of("file:other", "file:missing")) {
            DistantGateway stranger = asking(key);
            try {
                PaymentException refused = assertThrows(PaymentException.class, () -> stranger.find(id));
                assertFalse(refused.getMessage(), refused.getMessage().contains("another key"));
                assertThrows(PaymentException.class, () -> stranger.open(request()));
            } finally {
                stranger.close();
            }
        }
        assertEquals(401, send(HttpRequest.newBuilder(URI.create(base() + "/v1/payments"))).statusCode());
        assertEquals(1, gateway.payments(Instant.EPOCH, null).payments().size());
    }

    @Test
    public void whatMakesNoSenseIsRefused() throws Exception {
        for (String path : List.of("/", "/v1", "/../webhook.secret", "/checkout", "/webhook.secret")) {
            assertEquals(path, 404, send(HttpRequest.newBuilder(URI.create(base() + path))).statusCode());
        }
        assertEquals(400, call("POST", "payments", "[[[["));
        assertEquals(400, call("POST", "payments", "{}"));
        assertEquals(400, call("POST", "payments", ""));
        assertEquals(400, call("GET", "payments?since=x", ""));
        assertEquals(404, call("GET", "payments/a/b/c", ""));
        assertEquals(404, call("PUT", "payments", "{}"));
        assertEquals(413, call("POST", "payments", "x".repeat(70_000)));
        assertEquals(404, call("GET", "payments/none", ""));
    }

    @Test
    public void itRemembersAllWhenItComesBack() throws Exception {
        String id = gateway.open(request()).id();
        press(gateway.checkout(id), "action=pay");
        String key = sandbox.key();
        stop();
        begin();
        assertEquals(key, sandbox.key());
        assertEquals(PaymentStatus.PAID, gateway.find(id).orElseThrow().status());
    }

    @Test
    public void manyPaymentsComeInPages() throws Exception {
        int many = 1_050;
        for (int i = 0; i < many; i++) {
            sandbox.open(request());
        }
        Gateway.Payments page;
        String next = null;
        var ids = new HashSet<String>();
        int pages = 0;
        do {
            page = gateway.payments(Instant.EPOCH, next);
            page.payments().forEach(each -> assertTrue("each once", ids.add(each.id())));
            next = page.next();
            pages++;
        } while (next != null);
        assertEquals(many, ids.size());
        assertEquals(3, pages);
    }

    @Test
    public void aBadHabitCountsAtOnce() throws Exception {
        String id = gateway.open(request()).id();
        Files.writeString(settings, "# a bad day\ndown = true\n");
        assertThrows(PaymentException.class, () -> gateway.find(id));
        assertEquals(503, send(HttpRequest.newBuilder(gateway.checkout(id))).statusCode());
        Files.writeString(settings, "down = perhaps\n");
        assertThrows("what was there before stays", PaymentException.class, () -> gateway.find(id));
        Files.writeString(settings, "down = false\nfolder = data/sandbox\n");
        assertTrue(gateway.find(id).isPresent());
    }

    @Test
    public void aMistakeInTheSettingsIsNamed() throws Exception {
        for (String line : List.of("down = yes", "slowMillis = 60001", "slow = 1", "never", "payoutMinutes = -1")) {
            Files.writeString(settings, "\n" + line + "\n");
            String said = assertThrows(line, IllegalArgumentException.class, () -> new HabitsFile(settings)).getMessage();
            assertTrue(said, said.contains("sandbox.cfg, line 2: "));
        }
    }

    @Test
    public void anAddressIsOneOrItIsSaid() {
        for (String good : List.of("http://10.0.0.20:8090", "https://pay.example.org", "http://[::1]:8090")) {
            assertEquals(good, DistantGateway.address(" " + good + "/ "));
        }
        for (String each : List.of("", "10.0.0.20:8090", "ftp://x", "http://", "http://x/path", "http://a b", "http://::1:8090",
                "http://[::1:8090", "http://:8090", "http://x:y", "http://x:70000", "http://0.0.0.0:8090", "http://[::]:8090")) {
            assertThrows(each, IllegalArgumentException.class, () -> DistantGateway.address(each));
        }
    }

    private int call(String method, String path, String body) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(base() + "/v1/" + path)).header("Authorization", "Bearer "
                + sandbox.key()).method(method, HttpRequest.BodyPublishers.ofString(body))).statusCode();
    }

    private HttpResponse<String> press(URI checkout, String form) throws Exception {
        return send(HttpRequest.newBuilder(checkout).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static PaymentRequest request() {
        return new PaymentRequest(UUID.randomUUID(), Money.parse("EUR 25.00"), false, "", "Appeal", "en",
                URI.create("http://127.0.0.1:1/return"), URI.create("http://127.0.0.1:1/webhook"));
    }
}

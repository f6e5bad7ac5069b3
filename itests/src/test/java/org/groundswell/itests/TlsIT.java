package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The site with a certificate of its own, over HTTP/2, and on the day the certificate is renewed. */
public class TlsIT {
    @ClassRule
    public static final TemporaryFolder FOLDER = new TemporaryFolder();
    private static final int PORT = RuntimeFolder.freePort();

    private static Node node;
    private static TestCertificate first;
    private static TestCertificate second;
    private static SSLContext trust;

    @BeforeClass
    public static void start() throws Exception {
        first = TestCertificate.made(FOLDER.getRoot().toPath(), "RSA");
        second = TestCertificate.made(FOLDER.getRoot().toPath(), "EC");
        trust = TestCertificate.trusting(first, second);
        node = Node.prepared("tls");
        first.write(node.home().resolve("conf/tls"));
        RuntimeFolder.addSetting(node.home(), "org.groundswell.edge.listener", "tlsPort = " + PORT);
        node.start();
    }

    @AfterClass
    public static void stop() {
        node.close();
    }

    @Test
    public void aPageComesOverHttp2AndOverHttp1() throws Exception {
        for (var version : List.of(HttpClient.Version.HTTP_1_1, HttpClient.Version.HTTP_2)) {
            var answer = get(version, "/en/", "Accept-Encoding", "gzip");
            assertEquals(200, answer.statusCode());
            assertEquals(version, answer.version());
            assertEquals("gzip", answer.headers().firstValue("content-encoding").orElse(""));
            assertEquals("max-age=31536000", answer.headers().firstValue("strict-transport-security").orElse(""));
            String etag = answer.headers().firstValue("etag").orElseThrow();
            assertEquals(304, get(version, "/en/", "Accept-Encoding", "gzip", "If-None-Match", etag).statusCode());
            assertEquals(404, get(version, "/nowhere", "Accept", "*/*").statusCode());
            assertEquals(200, get(version, "/en/donate", "Accept", "*/*").statusCode());
        }
    }

    @Test
    public void whoeverComesWithoutTlsIsSentThere() throws Exception {
        var answer = node.visitor().get("/en/donate?amount=25");
        assertEquals(308, answer.status());
        assertEquals("https://127.0.0.1:" + PORT + "/en/donate?amount=25", answer.header("location"));
        assertEquals("watchers are answered as they come", 200, node.visitor().get("/readyz").status());
        assertEquals("those of gifts, too", 200, node.visitor().get("/readyz/give").status());
    }

    @Test
    public void aRenewedCertificateIsUsedAndNobodyIsSentAway() throws Exception {
        first.write(node.home().resolve("conf/tls"));
        Await.until("the first certificate", () -> presented().equals(first.certificate()));
        var events = new LinkedBlockingQueue<String>();
        var client = client(HttpClient.Version.HTTP_2);
        var stream = client.sendAsync(request("/live/flood").build(), HttpResponse.BodyHandlers.ofLines());
        stream.thenAccept(answer -> answer.body().forEach(events::add));
        assertTrue("an event", events.poll(60, TimeUnit.SECONDS) != null);
        second.write(node.home().resolve("conf/tls"));
        Await.until("the second certificate", () -> presented().equals(second.certificate()));
        events.clear();
        assertTrue("the stream goes on", events.poll(30, TimeUnit.SECONDS) != null);
        client.shutdownNow();
    }

    @Test
    public void aCertificateThatCannotBeUsedChangesNothing() throws Exception {
        X509Certificate before = presented();
        Files.writeString(node.home().resolve("conf/tls/key.pem"), "broken");
        Await.until("it is said", () -> node.outputText().contains("The certificate stays as it was"));
        assertEquals(before, presented());
        assertEquals(200, get(HttpClient.Version.HTTP_2, "/en/", "Accept", "*/*").statusCode());
    }

    /** Malformed requests end their stream (RFC 9113, section 8.1.1), or more; only what is in order is answered. */
    @Test
    public void aMalformedRequestEndsItsStream() throws Exception {
        assertEquals("200", page("accept", "*/*"));
        assertEquals("200", page("host", "127.0.0.1", "te", "trailers"));
        for (String[] fields : new String[][] {{"transfer-encoding", "chunked"}, {"keep-alive", "timeout=5"},
            {"proxy-connection", "close"}, {"upgrade", "h2c"}, {"host", "other.example"},
            {"content-length", "5"}, {"content-length", "-1"}, {"content-length", "+0"}}) {
            assertEquals(String.join(": ", fields), "reset", page(fields));
        }
        for (String[] fields : new String[][] {{"Upper", "x"}, {"connection", "close"}, {"a", "b\r\nc: d"},
            {"a b", "c"}, {":path", "/x"}, {"te", "gzip"}, {"content-length", "x"},
            {"host", "127.0.0.1", "host", "127.0.0.1"}}) {
            assertTrue(String.join(": ", fields), List.of("400", "reset", "goaway", "closed").contains(page(fields)));
        }
        assertEquals("none came", "reset", form(null, "3"));
        assertEquals("less came", "reset", form("a=", "3"));
        assertEquals("more came", "reset", form("a=bcd", "3"));
        assertEquals("400", frames("a=%ff", "POST", "/monthly", "content-type", "application/x-www-form-urlencoded"));
    }

    private static String page(String... more) throws Exception {
        return frames(null, "GET", "/en/", more);
    }

    private static String form(String body, String length) throws Exception {
        return frames(body, "POST", "/contact", "content-type", "application/x-www-form-urlencoded", "content-length",
                length);
    }

    private static String frames(String body, String method, String path, String... more) throws Exception {
        var fields = new ArrayList<>(List.of(":method", method, ":scheme", "https", ":authority", "127.0.0.1", ":path",
                path));
        fields.addAll(List.of(more));
        try (var frames = new Http2Exchange(trust, PORT)) {
            return frames.ask(body, fields.toArray(String[]::new));
        }
    }

    private static X509Certificate presented() throws Exception {
        try (SSLSocket socket = (SSLSocket) trust.getSocketFactory().createSocket("127.0.0.1", PORT)) {
            socket.startHandshake();
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    private static HttpResponse<byte[]> get(HttpClient.Version version, String path, String... headers)
            throws Exception {
        try (HttpClient client = client(version)) {
            return client.send(request(path).headers(headers).build(), HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    private static HttpClient client(HttpClient.Version version) {
        return HttpClient.newBuilder().version(version).sslContext(trust).build();
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + PORT + path));
    }
}

package org.groundswell.donations.webhooks;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

public class HttpPostTest {
    private static final byte[] BODY = "{\"a\":\"\u00e9\"}".getBytes(StandardCharsets.UTF_8);

    private final HttpPost post = new HttpPost((SSLSocketFactory) SSLSocketFactory.getDefault(), 10_000);
    private ServerSocket server;

    @Before
    public void open() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    @After
    public void close() throws IOException {
        server.close();
    }

    @Test
    public void theRequestIsWholeAndGoesToTheAddressWhateverTheName() throws Exception {
        CompletableFuture<String> request = answering("HTTP/1.1 204 No Content\r\n\r\n");
        assertEquals(204, send("http://crm.example.invalid:%d/hook?a=%%20b"));
        String received = request.get(60, TimeUnit.SECONDS);
        assertTrue(received, received.startsWith("POST /hook?a=%20b HTTP/1.1\r\nHost: crm.example.invalid:"));
        assertTrue(received, received.contains("\r\nwebhook-id: 1\r\n"));
        assertTrue(received, received.endsWith("\r\n\r\n" + new String(BODY, StandardCharsets.ISO_8859_1)));
    }

    @Test
    public void whatComesBeforeTheAnswerIsNoAnswer() throws Exception {
        answering("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\n\r\n");
        assertEquals(200, send("http://localhost:%d/"));
    }

    @Test
    public void aRedirectIsNotFollowed() throws Exception {
        answering("HTTP/1.1 307 Temporary Redirect\r\nLocation: http://169.254.169.254/\r\n\r\n");
        assertEquals(307, send("http://localhost:%d/"));
    }

    @Test
    public void whatIsNoAnswerIsAFailure() throws Exception {
        for (String answer : List.of("", "SSH-2.0-x\r\n", "HTTP/1.1 9000 x\r\n", "x".repeat(100_000),
                "HTTP/1.1 100 Continue\r\n\r\n".repeat(2_000))) {
            answering(answer);
            assertThrows(IOException.class, () -> send("http://localhost:%d/"));
        }
    }

    @Test
    public void withHttpsNothingIsSaidToWhoeverIsNotTheHost() throws Exception {
        CompletableFuture<String> request = answering("HTTP/1.1 200 OK\r\n\r\n");
        assertThrows(IOException.class, () -> send("https://localhost:%d/"));
        assertTrue(!request.get(60, TimeUnit.SECONDS).contains("webhook-id"));
    }

    private int send(String target) throws IOException {
        return post.send(URI.create(target.formatted(server.getLocalPort())),
                List.of(InetAddress.getLoopbackAddress()), Map.of("webhook-id", "1"), BODY);
    }

    /** @return what one client has sent */
    private CompletableFuture<String> answering(String answer) {
        return CompletableFuture.supplyAsync(() -> {
            try (Socket client = server.accept()) {
                byte[] buffer = new byte[10_000];
                int length = client.getInputStream().read(buffer);
                client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
                client.shutdownOutput();
                // Until the other side has had enough.
                client.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
                return new String(buffer, 0, Math.max(0, length), StandardCharsets.ISO_8859_1);
            } catch (IOException e) {
                return "";
            }
        });
    }
}

package org.groundswell.payments.client;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.groundswell.payments.api.PaymentException;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

public class GatewayClockTest {
    private ServerSocket server;
    private GatewayClient client;

    @Before
    public void begin() throws Exception {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        client = new GatewayClient(URI.create("http://127.0.0.1:" + server.getLocalPort()), Duration.ofSeconds(10),
                request -> request, body -> Json.text(body, "code").orElse(""));
    }

    @After
    public void end() throws Exception {
        client.close();
        server.close();
    }

    @Test
    public void theGatewaysDateTellsHowFarTheClocksAreApart() throws Exception {
        assertEquals(Optional.empty(), client.clockAhead());
        ask("200 OK", "Date: " + date(Instant.now().minusSeconds(3600)), "{}");
        assertAhead(3600);
        ask("200 OK", "Date: " + date(Instant.now().plusSeconds(7200)), "{}");
        assertAhead(-7200);
    }

    @Test
    public void whatIsNoDateTellsNothing() throws Exception {
        ask("200 OK", "Date: tomorrow", "{}");
        ask("200 OK", "Server: none", "{}");
        assertEquals(Optional.empty(), client.clockAhead());
    }

    @Test
    public void aRefusalTellsTheTimeToo() {
        var refused = assertThrows(PaymentException.class,
                () -> ask("401 Unauthorized", "Date: " + date(Instant.now().minusSeconds(600)), "{\"code\":\"key\"}"));
        assertTrue(refused.getMessage(), refused.getMessage().endsWith("status 401, key"));
        assertAhead(600);
    }

    private void assertAhead(long seconds) {
        long found = client.clockAhead().orElseThrow().toSeconds();
        assertTrue("about " + seconds + ": " + found, Math.abs(found - seconds) < 60);
    }

    private void ask(String status, String header, String body) throws Exception {
        Thread.startVirtualThread(() -> answer(status, header, body));
        client.get("/payments");
    }

    private void answer(String status, String header, String body) {
        try (Socket connection = server.accept()) {
            byte[] head = new byte[4096];
            int length = 0;
            while (!new String(head, 0, length, StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
                length += connection.getInputStream().read(head, length, head.length - length);
            }
            connection.getOutputStream().write(("HTTP/1.1 " + status + "\r\n" + header + "\r\nContent-Length: "
                    + body.length() + "\r\nConnection: close\r\n\r\n" + body).getBytes(StandardCharsets.US_ASCII));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static String date(Instant at) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(at.atOffset(ZoneOffset.UTC));
    }
}

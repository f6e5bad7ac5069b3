package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A node behind HAProxy's PROXY protocol, which also listens on all addresses of version 6. */
public class ProxyLineIT {
    private static final byte[] SIGNATURE = {'\r', '\n', '\r', '\n', 0, '\r', '\n', 'Q', 'U', 'I', 'T', '\n'};
    private static final byte VERSION_2_PROXIED = 0x21;
    private static final byte TCP_4 = 0x11;
    private static final byte TCP_6 = 0x21;
    private static final String ECHO = "GET /echo HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 192.0.2.1\r\n"
            + "Connection: close\r\n\r\n";

    @ClassRule
    public static final TemporaryFolder FOLDER = new TemporaryFolder();
    private static Node node;

    @BeforeClass
    public static void start() throws Exception {
        node = Node.prepared("proxy-line");
        RuntimeFolder.addSetting(node.home(), "org.groundswell.edge.listener", "host = ::", "proxyProtocol = true");
        Echo.deploy(node, FOLDER.getRoot().toPath());
        node.launch();
        Await.until("it answers", () -> ask("PROXY TCP4 203.0.113.7 10.0.0.1 4711 80\r\n".getBytes(
                StandardCharsets.US_ASCII)).startsWith("HTTP/1.1 200"));
    }

    @AfterClass
    public static void stop() {
        node.close();
    }

    @Test
    public void theFirstLineSaysWhoIsCalling() throws Exception {
        assertTrue(one("TCP4 203.0.113.7 10.0.0.1 4711 80"), one("TCP4 203.0.113.7 10.0.0.1 4711 80")
                .contains("\r\n203.0.113.7 http x "));
        assertTrue(one("TCP6 2001:db8::7 ::1 4711 80").contains("\r\n[2001:db8:0:0:0:0:0:7] "));
        assertTrue("a check of HAProxy's own", one("UNKNOWN").contains("\r\n[0:0:0:0:0:0:0:1] "));
    }

    @Test
    public void soDoesTheBinaryOne() throws Exception {
        assertTrue(ask(two(TCP_4, "203.0.113.7", "10.0.0.1")).contains("\r\n203.0.113.7 http x "));
        assertTrue(ask(two(TCP_6, "2001:db8::7", "::1")).contains("\r\n[2001:db8:0:0:0:0:0:7] "));
    }

    @Test
    public void whoeverComesWithoutItIsNotHeard() throws Exception {
        assertEquals("", ask(new byte[0]));
        assertEquals("", ask("PROXY nonsense\r\n".getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    public void theNodesOwnCommandsSayWhoTheyAre() throws Exception {
        Await.until("it is fit", () -> node.script("status").status() == 0);
    }

    @Test
    public void soItIsInTheFirstMomentsOfAStart() throws Exception {
        Await.until("pages are saved", () -> Files.exists(node.home().resolve("data/edge/pages")));
        node.kill();
        node.launch();
        byte[] line = "PROXY TCP4 203.0.113.7 10.0.0.1 4711 80\r\n".getBytes(StandardCharsets.US_ASCII);
        var first = new AtomicReference<>("");
        Await.until("somebody answers", () -> {
            first.set(ask(line, "GET /en/ HTTP/1.1\r\nHost: x\r\n\r\n"));
            return !first.get().isEmpty();
        });
        assertTrue(first.get(), first.get().startsWith("HTTP/1.1 200 OK\r\nConnection: close\r\n"));
        Await.until("it answers", () -> ask(line).startsWith("HTTP/1.1 200"));
    }

    @Test
    public void anAddressOfVersionSixStandsInBrackets() throws Exception {
        assertTrue(node.outputText(), node.outputText().contains("The site is at http://[::]:" + node.publicPort()));
    }

    private static String one(String line) throws IOException {
        return ask(("PROXY " + line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] two(byte family, String from, String to) {
        byte[] source = InetAddress.ofLiteral(from).getAddress();
        byte[] target = InetAddress.ofLiteral(to).getAddress();
        var line = ByteBuffer.allocate(64).put(SIGNATURE).put(VERSION_2_PROXIED).put(family)
                .putShort((short) (2 * source.length + 4)).put(source).put(target).putShort((short) 4711)
                .putShort((short) 80).flip();
        byte[] bytes = new byte[line.remaining()];
        line.get(bytes);
        return bytes;
    }

    /** What is answered until the node closes the connection; nothing where it is not even read. */
    private static String ask(byte[] first) throws IOException {
        return ask(first, ECHO);
    }

    private static String ask(byte[] first, String request) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("::1", node.publicPort()));
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(first);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (SocketException e) {
            return "";
        }
    }
}

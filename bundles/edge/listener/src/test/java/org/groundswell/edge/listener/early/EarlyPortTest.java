package org.groundswell.edge.listener.early;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.groundswell.edge.listener.budgets.Await;
import org.groundswell.edge.listener.published.SavedPages;
import org.groundswell.edge.listener.published.SavedPagesTest;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

public class EarlyPortTest {
    private static final String HOST = "Host: localhost\r\n\r\n";
    private InetSocketAddress address;
    private EarlyPort port;

    @Before
    public void open() throws IOException {
        try (ServerSocketChannel free = ServerSocketChannel.open()) {
            free.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            address = (InetSocketAddress) free.getLocalAddress();
        }
        port = new EarlyPort(address, answers(), false);
    }

    @After
    public void close() throws IOException {
        port.get().close();
    }

    @Test
    public void pagesAreThere() throws IOException {
        String answer = ask("GET /en/?from=mail HTTP/1.1\r\n" + HOST);
        assertTrue(answer, answer.startsWith("HTTP/1.1 200 OK\r\nConnection: close\r\nX-Frame-Options: DENY\r\n"));
        assertTrue(answer, answer.endsWith("\r\nContent-Length: 4\r\n\r\nHome"));
        String figures = ask("GET /api/total HTTP/1.1\r\n" + HOST);
        assertTrue(figures, figures.contains("\r\nAccess-Control-Allow-Origin: *\r\n") && figures.endsWith("{}"));
        assertTrue(ask("HEAD /en/ HTTP/1.1\r\n" + HOST).endsWith("\r\nContent-Length: 4\r\n\r\n"));
    }

    @Test
    public void whatLacksItsSlashIsNotFarAway() throws IOException {
        String answer = ask("GET /en HTTP/1.1\r\n" + HOST);
        assertTrue(answer, answer.startsWith("HTTP/1.1 308") && answer.contains("\r\nLocation: /en/\r\n"));
    }

    @Test
    public void behindAProxyEachConnectionBeginsWithItsLine() throws IOException {
        port.get().close();
        port = new EarlyPort(address, answers(), true);
        String page = "GET /en/ HTTP/1.1\r\n" + HOST;
        String second = "\r\n\r\n\0\r\nQUIT\n";
        for (String line : new String[] {"PROXY TCP4 192.0.2.1 127.0.0.1 4711 80\r\n", "PROXY UNKNOWN\r\n",
            second + "!\u0011\0\u000c\u00c0\0\u0002\u0001\u007f\0\0\u0001\u0012\u0034\0P", second + " \0\0\0"}) {
            assertTrue(line, ask(line + page).startsWith("HTTP/1.1 200 OK\r\n"));
        }
        for (String line : new String[] {"", "PROXY TCP4 1.2.3.4\n", "PROXY " + "x".repeat(200) + "\r\n", "proxy x\r\n",
            second + "\u0011\0\0\0", "\r\n\r\n"}) {
            assertEquals(line, "", ask(line + page));
        }
    }

    @Test
    public void eachFormHasAKeyOfItsOwn() throws IOException {
        String one = ask("GET /en/donate HTTP/1.1\r\n" + HOST);
        assertTrue(one, one.matches("(?s).*key=[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}\\."));
        assertNotEquals(one, ask("GET /en/donate HTTP/1.1\r\n" + HOST));
        assertTrue("a form that a script fills is better than none",
                ask("GET /en/donate?amount=25 HTTP/1.1\r\n" + HOST).startsWith("HTTP/1.1 200"));
    }

    @Test
    public void whatIsForOtherSitesMayStandInTheirFrames() throws IOException {
        assertTrue(ask("GET /en/ HTTP/1.1\r\n" + HOST).contains("\r\nX-Frame-Options: DENY\r\n"));
        String meter = ask("GET /embed/flood HTTP/1.1\r\n" + HOST);
        assertTrue(meter, meter.contains("frame-ancestors *") && !meter.contains("X-Frame-Options")
                && meter.contains("\r\nX-Other: 1\r\n"));
    }

    @Test
    public void whoAsksForNoPageMayGoToTheirLanguage() throws IOException {
        String answer = ask("GET / HTTP/1.1\r\naccept-language: nl\r\n" + HOST);
        assertTrue(answer, answer.startsWith("HTTP/1.1 302") && answer.contains("\r\nLocation: /nl/\r\n"));
        assertTrue(ask("GET /?amount=25 HTTP/1.1\r\n" + HOST).contains("\r\nLocation: /en/?amount=25\r\n"));
    }

    @Test
    public void whatIsNoPageIsThereLater() throws IOException {
        for (String request : new String[] {"GET /readyz", "GET /en/thanks?donation=1", "DELETE /en/"}) {
            String answer = ask(request + " HTTP/1.1\r\n" + HOST);
            assertTrue(answer, answer.startsWith("HTTP/1.1 503") && answer.contains("\r\nRetry-After: 3\r\n"));
        }
        assertTrue(ask("GET /en/about HTTP/1.1\r\n" + HOST).endsWith("\r\n\r\nSorry"));
        assertTrue(ask("GET /x HTTP/1.1\r\nAccept-Language: nl\r\n" + HOST).endsWith("\r\n\r\nLater"));
    }

    @Test
    public void aHeadHasNoMoreFieldsThanLater() throws IOException {
        String begin = "GET /en/ HTTP/1.1\r\n" + "a:b\r\n".repeat(99);
        assertTrue(ask(begin + HOST).startsWith("HTTP/1.1 200"));
        String answer = ask(begin + "a:b\r\n" + HOST);
        assertTrue(answer, answer.startsWith("HTTP/1.1 431 Request Header Fields Too Large\r\n"));
    }

    @Test
    public void aFormIsReadBeforeTheConnectionIsClosed() throws IOException {
        String answer = ask("POST /donations HTTP/1.1\r\nContent-Length: 20000\r\n" + HOST + "a".repeat(20_000));
        assertTrue(answer, answer.startsWith("HTTP/1.1 503"));
    }

    @Test
    public void aStreamEndsSoThatBrowsersComeAgain() throws IOException {
        String answer = ask("GET /live/total HTTP/1.1\r\n" + HOST);
        assertTrue(answer, answer.contains("Content-Type: text/event-stream\r\n"));
        assertTrue(answer, answer.matches("(?s).*\r\n\r\nretry: [2-4]\\d{3}\n\n"));
    }

    @Test
    public void theNextOwnerFindsWhoCameInBetween() throws IOException {
        ServerSocketChannel taken = port.get();
        assertTrue(taken.isOpen());
        assertEquals(address, taken.getLocalAddress());
        taken.configureBlocking(true);
        try (Socket visitor = connect()) {
            taken.accept().close();
            assertEquals(-1, visitor.getInputStream().read());
        }
    }

    @Test
    public void theEdgeTakesItOverAtTheAddressItIsToldAndNowhereElse() throws IOException {
        port.get().close();
        for (String host : new String[] {"127.0.0.1", "0.0.0.0", "::"}) {
            var asked = new InetSocketAddress(host, address.getPort());
            port = new EarlyPort(asked, answers(), false);
            System.getProperties().put(FirstLight.PROPERTY, port);
            try (ServerSocketChannel taken = FirstLight.portAt(asked)) {
                assertTrue(host, taken.isOpen() && taken.isBlocking());
            }
            assertNull(FirstLight.portAt(asked));
            port = new EarlyPort(asked, answers(), false);
            System.getProperties().put(FirstLight.PROPERTY, port);
            assertNull(host, FirstLight.portAt(new InetSocketAddress("127.0.0.2", address.getPort())));
            assertFalse(host, port.get().isOpen());
        }
    }

    @Test
    public void aSilentVisitorHoldsUpNobody() throws IOException {
        try (Socket silent = connect()) {
            assertTrue(ask("GET /en/ HTTP/1.1\r\n" + HOST).startsWith("HTTP/1.1 200"));
            assertTrue(port.get().isOpen());
            assertFalse(silent.isClosed());
        }
    }

    @Test
    public void slowVisitorsKeepNobodyOut() throws Exception {
        var slow = new ArrayList<Socket>();
        try {
            for (int i = 0; i < 600; i++) {
                slow.add(connect());
                write(slow.getLast(), "GET /en/ HTTP/1.1\r\nX: ");
            }
            assertTrue(ask("GET /en/ HTTP/1.1\r\n" + HOST).startsWith("HTTP/1.1 200"));
            // A byte now and then, for ever: nobody has more time than a request needs.
            Await.until("they are sent away", () -> {
                slow.removeIf(each -> !write(each, "a"));
                return slow.isEmpty();
            });
        } finally {
            for (Socket each : slow) {
                each.close();
            }
        }
    }

    @Test
    public void theHandOverWaitsForNoVisitor() throws Exception {
        var slow = new ArrayList<Socket>();
        try {
            for (int i = 0; i < 600; i++) {
                slow.add(connect());
                write(slow.getLast(), i % 2 == 0 ? "GET /en/ HTTP/1.1\r\nX: "
                        : "POST /donations HTTP/1.1\r\nContent-Length: 5000\r\n\r\n");
            }
            var handed = CompletableFuture.supplyAsync(port::get);
            Await.until("the port is handed over", () -> {
                slow.removeIf(each -> !write(each, "a"));
                return handed.isDone();
            });
            assertFalse("with visitors still there", slow.isEmpty());
        } finally {
            for (Socket each : slow) {
                each.close();
            }
        }
    }

    /** Whether the other side still listens. */
    private static boolean write(Socket socket, String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static EarlyAnswers answers() {
        return new EarlyAnswers(new SavedPages("X-Frame-Options: DENY\r\nX-Other: 1\r\n",
                Map.of("pages", SavedPagesTest.site(), "wall", SavedPagesTest.figures())));
    }

    private Socket connect() throws IOException {
        return new Socket(address.getAddress(), address.getPort());
    }

    private String ask(String request) throws IOException {
        try (Socket visitor = connect()) {
            visitor.setSoTimeout(10_000);
            visitor.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(visitor.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (SocketException e) {
            // Closed with something of ours unread: nothing was answered.
            return "";
        }
    }
}

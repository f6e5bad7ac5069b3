package org.groundswell.edge.listener.budgets;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.server.Connector;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

public class SlowHeadsTest {
    private static final String PAGE = "GET /page HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration LONGEST = Duration.ofMillis(200);

    private final List<Socket> open = new ArrayList<>();
    private Loopback site;
    private SlowHeads heads;

    @Before
    public void start() throws Exception {
        site = new Loopback(Loopback.FINE);
    }

    @After
    public void stop() throws Exception {
        for (Socket each : open) {
            each.close();
        }
        heads.close();
        site.stop();
    }

    @Test
    public void aRequestThatTricklesIsSentAway() throws Exception {
        Socket first = come("GET /pa");
        Socket second = come(PAGE);
        readHead(second);
        watch(1);
        Await.until("its first request never came", () -> !trickles(first));
        Await.until("nor did its second", () -> !trickles(second));
    }

    @Test
    public void whoRestsOrSaysNothingIsLeftAlone() throws Exception {
        Socket silent = come("");
        Socket resting = come(PAGE);
        readHead(resting);
        Socket slow = come("GET /pa");
        watch(3);
        Await.until("one of them trickles", () -> !trickles(slow));
        assertEquals("the other two are there", 2, site.connector().getConnectedEndPoints().size());
        for (Socket each : List.of(silent, resting)) {
            assertTrue(Loopback.write(each, PAGE));
            readHead(each);
        }
    }

    @Test
    public void whileThereIsRoomNobodyIsSentAway() throws Exception {
        Socket slow = come("GET /pa");
        watch(2);
        long since = System.nanoTime();
        Await.until("much longer than a request may take", () -> System.nanoTime() - since > 3 * LONGEST.toNanos());
        assertTrue(Loopback.write(slow, "ge HTTP/1.1\r\nHost: x\r\n\r\n"));
        readHead(slow);
    }

    private void watch(int many) {
        heads = new SlowHeads(new Connector[] {site.connector()}, many, LOOK, LONGEST);
    }

    private Socket come(String request) throws Exception {
        Socket socket = site.begin("127.0.0.1", request);
        open.add(socket);
        Await.until("it is there", () -> site.connector().getConnectedEndPoints().size() == open.size()
                && site.connector().getConnectedEndPoints().stream().allMatch(each -> each.getConnection() != null));
        return socket;
    }

    /** Sends one byte more of a request that goes on for ever. */
    private static boolean trickles(Socket socket) {
        return Loopback.write(socket, "x");
    }

    private static void readHead(Socket socket) throws Exception {
        var answer = new StringBuilder();
        while (answer.indexOf("\r\n\r\n") < 0) {
            int each = socket.getInputStream().read();
            assertTrue("the connection has ended after '" + answer + "'", each >= 0);
            answer.append((char) each);
        }
        assertTrue(answer.toString(), answer.toString().startsWith("HTTP/1.1 200"));
    }
}

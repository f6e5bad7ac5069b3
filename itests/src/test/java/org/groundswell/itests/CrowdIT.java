package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.ClassRule;
import org.junit.Test;

/** More connections than a node may have. */
public class CrowdIT {
    private static final int MOST = 40;

    @ClassRule
    public static final SharedNode NODE = new SharedNode("crowd",
            Map.of("org.groundswell.edge.listener", List.of("maxConnections = " + MOST, "idleSeconds = 5")));

    @Test
    public void oneTooManyWaitsUntilAnotherHasGone() throws Exception {
        var idle = new ArrayList<Socket>();
        try {
            for (int i = 0; i < MOST; i++) {
                idle.add(connected());
                // Nobody who watches is sent away, however short places are.
                write(idle.getLast(), "GET /live/flood HTTP/1.1\r\nHost: x\r\n\r\n");
            }
            for (Socket each : idle) {
                // One whose request is still on its way does not watch yet, and may have to go.
                each.setSoTimeout(20_000);
                assertEquals('H', each.getInputStream().read());
            }
            // A visitor of its own: the others of this test may have a connection left over.
            var late = CompletableFuture.supplyAsync(CrowdIT::status);
            assertThrows(TimeoutException.class, () -> late.get(2, TimeUnit.SECONDS));
            for (Socket each : idle) {
                each.close();
            }
            assertEquals(200, (int) late.get(60, TimeUnit.SECONDS));
        } finally {
            for (Socket each : idle) {
                each.close();
            }
        }
    }

    @Test
    public void slowClientsAreSentAway() throws Exception {
        var slow = new ArrayList<Socket>();
        for (int i = 0; i < MOST; i++) {
            Socket socket = connected();
            slow.add(socket);
            // Half of them never finish a head, half never a body.
            write(socket, i % 2 == 0 ? "GET /en/ HTTP/1.1\r\nHost: x\r\nX: " : "POST /donations HTTP/1.1\r\nHost: x\r\n"
                    + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 5000\r\n\r\na");
        }
        Await.until("there is room again", () -> {
            slow.removeIf(each -> !write(each, "a"));
            return slow.size() < MOST / 2;
        });
        assertEquals(200, NODE.node().visitor().get("/en/").status());
    }

    @Test
    public void readersWhoDoNotReadAreSentAway() throws Exception {
        var silent = new ArrayList<Socket>();
        try {
            for (int i = 0; i < MOST; i++) {
                var socket = new Socket();
                silent.add(socket);
                socket.setReceiveBufferSize(4096);
                socket.connect(new InetSocketAddress("127.0.0.1", NODE.node().publicPort()));
                // Far more than fits between the two.
                write(socket, "GET /en/ HTTP/1.1\r\nHost: x\r\n\r\n".repeat(2000));
            }
            Await.until("there is room again", () -> CompletableFuture.supplyAsync(CrowdIT::status)
                    .get(60, TimeUnit.SECONDS) == 200);
            for (Socket each : silent) {
                // Without reading a word, or the node would go on with them.
                Await.until("the node has let go", () -> !send(each, "a"));
            }
        } finally {
            for (Socket each : silent) {
                each.close();
            }
        }
    }

    private static int status() {
        try {
            return NODE.node().visitor().get("/en/").status();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether the other side still listens; what it has said is read on the way. */
    private static boolean write(Socket socket, String text) {
        try {
            if (!send(socket, text)) {
                return false;
            }
            while (socket.getInputStream().available() > 0) {
                socket.getInputStream().read();
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static Socket connected() throws IOException {
        return new Socket("127.0.0.1", NODE.node().publicPort());
    }

    private static boolean send(Socket socket, String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}

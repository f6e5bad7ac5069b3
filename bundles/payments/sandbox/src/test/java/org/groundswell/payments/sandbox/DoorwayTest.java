package org.groundswell.payments.sandbox;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

public class DoorwayTest {
    private static final String MANY = "127.0.0.2";
    private static final String FEW = "127.0.0.3";
    private static final int PLACES = 10;
    private static final int MINUTE = 60_000;
    /** Of a request, behind its first letter. */
    private static final String REST = "ET / HTTP/1.1\r\nHost: x\r\n\r\n";

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Socket> open = new ArrayList<>();
    private HttpServer server;
    private ServerSocket entrance;
    private Doorway doorway;

    @Before
    public void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        // As the gateway's: by itself it reads one request after another, and waits for the rest of each.
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, 2);
                exchange.getResponseBody().write("ok".getBytes(StandardCharsets.US_ASCII));
            }
        });
        server.start();
        entrance = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        doorway = new Doorway(entrance, server.getAddress(), PLACES, nanos::get);
        doorway.open();
    }

    @After
    public void end() throws IOException {
        for (Socket each : open) {
            each.close();
        }
        doorway.close();
        server.stop(0);
        threads.close();
    }

    @Test
    public void silentConnectionsOfOneClientRefuseNobody() throws IOException {
        for (int i = 0; i < PLACES; i++) {
            come(MANY);
        }
        await(() -> doorway.taken() == PLACES);
        for (int i = 0; i < 2 * PLACES; i++) {
            answered(come(FEW), "G" + REST);
        }
        assertTrue(hasEnded(open.getFirst()));
    }

    @Test
    public void theAddressThatHasMostDoesNotTakeAll() throws IOException {
        List<Socket> few = List.of(begun(FEW), begun(FEW));
        for (int i = 2; i < PLACES; i++) {
            begun(MANY);
        }
        for (int i = 0; i < PLACES; i++) {
            come(MANY);
        }
        assertTrue(hasEnded(open.get(2)));
        for (Socket each : few) {
            answered(each, REST);
        }
    }

    @Test
    public void whoHasSaidNothingForLongGoesFirst() throws IOException {
        Socket silent = come(FEW);
        await(() -> doorway.taken() == 1);
        Socket first = begun(MANY);
        for (int i = 2; i < PLACES; i++) {
            begun(MANY);
        }
        nanos.addAndGet(Doorway.PATIENCE.toNanos());
        answered(come(FEW), "G" + REST);
        assertTrue(hasEnded(silent));
        answered(first, REST);
    }

    @Test
    public void whoSaysNothingMoreStillHasAnAnswer() throws IOException {
        Socket socket = begun(FEW);
        socket.getOutputStream().write(REST.getBytes(StandardCharsets.US_ASCII));
        socket.shutdownOutput();
        String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertTrue(answer, answer.startsWith("HTTP/1.1 200 ") && answer.endsWith("ok"));
        await(() -> doorway.taken() == 0);
    }

    private Socket come(String from) throws IOException {
        var socket = new Socket();
        open.add(socket);
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(entrance.getLocalSocketAddress());
        socket.setSoTimeout(MINUTE);
        return socket;
    }

    /** Said the first letter of a request. */
    private Socket begun(String from) throws IOException {
        long before = doorway.heard();
        Socket socket = come(from);
        socket.getOutputStream().write('G');
        await(() -> doorway.heard() > before);
        return socket;
    }

    private static void answered(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        assertEquals("HTTP/1.1 200 ", new String(socket.getInputStream().readNBytes(13), StandardCharsets.US_ASCII));
    }

    private static boolean hasEnded(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException e) {
            return e.getMessage().contains("reset");
        }
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MINUTE);
        while (!condition.getAsBoolean()) {
            assertTrue("not within a minute", System.nanoTime() < end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }
}

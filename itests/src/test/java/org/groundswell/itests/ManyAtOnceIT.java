package org.groundswell.itests;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.After;
import org.junit.AfterClass;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TestName;

/**
 * As it is shipped, without TLS: who asks for pages only, but for hundreds at once or without an end, while a donor from
 * another address gives all the time.
 */
public class ManyAtOnceIT {
    private static final int HEAP_MEGABYTES = 64;
    private static final int PATIENCE_MILLIS = 20_000;
    private static final String ATTACKER = "127.0.0.9";

    private static Node node;

    @Rule
    public final TestName name = new TestName();
    private final List<Socket> attack = new ArrayList<>();
    private Donors donors;

    @BeforeClass
    public static void start() throws Exception {
        node = Node.prepared("many-at-once");
        Path options = node.home().resolve("conf/jvm.options");
        Files.writeString(options, Files.readString(options).replaceAll("-Xmx\\d+m", "-Xmx" + HEAP_MEGABYTES + "m"));
        node.start();
    }

    @AfterClass
    public static void stop() {
        node.close();
    }

    @Before
    public void donorsGive() {
        donors = new Donors(node.visitor(), 1);
        Await.until("donors give", () -> donors.thanked() > 1);
    }

    @After
    public void donorsHaveGivenAndTheNodeIsFit() throws Exception {
        int before = donors.thanked();
        Await.until("donors still give", () -> donors.thanked() > before + 4);
        donors.close();
        System.out.println("ManyAtOnceIT, " + name.getMethodName() + ": " + donors.figures());
        assertEquals(List.of(), donors.unhappy());
        for (Socket each : attack) {
            each.close();
        }
        assertEquals(200, node.visitor().get("/readyz").status());
    }

    @Test
    public void headsOfPagesThatAreNeverFinished() throws Exception {
        for (int i = 0; i < 600; i++) {
            send(connect(), "GET /en/ HTTP/1.1\r\nHost: x\r\nA: " + "a".repeat(8000));
        }
        Await.until("those beyond the budget are told so", () -> {
            attack.removeIf(SocketState::hasAnswerOrEnd);
            return attack.size() < 300;
        });
    }

    @Test
    public void linesThatLeaveRoomTaken() throws Exception {
        for (int i = 0; i < 400; i++) {
            // Whole, answered, and the connection stays open.
            send(connect(), "GET /en/ HTTP/1.1\r\nHost: x\r\nTE: x\r\nA: " + "a".repeat(7900) + "\r\n\r\n");
        }
        Await.until("all are answered", () -> attack.stream().allMatch(SocketState::hasAnswerOrEnd));
        Await.until("those beyond the budget are closed", () -> attack.stream().filter(SocketState::hasEnded).count() > 200);
    }

    @Test
    public void hundredsOfRequestsOnEachConnection() throws Exception {
        String many = "GET /en/ HTTP/1.1\r\nHost: x\r\n\r\n".repeat(300);
        var read = new AtomicInteger();
        List<Thread> readers = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Socket socket = connect();
            readers.add(Thread.ofVirtual().start(() -> read(socket, read)));
            Thread.ofVirtual().start(() -> send(socket, many));
        }
        int before = donors.thanked();
        Await.until("donors give meanwhile", () -> donors.thanked() > before + 4);
        for (Socket each : attack) {
            each.shutdownOutput();
        }
        for (Thread each : readers) {
            each.join();
        }
        System.out.println("ManyAtOnceIT: " + read + " kB of pages were read");
    }

    @Test
    public void requestsWhoseAnswersNobodyTakes() throws Exception {
        String many = "GET /en/ HTTP/1.1\r\nHost: x\r\n\r\n".repeat(2000);
        for (int i = 0; i < 300; i++) {
            Socket socket = connect();
            Thread.ofVirtual().start(() -> send(socket, many));
        }
        int before = donors.thanked();
        Await.until("donors give meanwhile", () -> donors.thanked() > before + 4);
    }

    private Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), node.publicPort(), InetAddress.getByName(ATTACKER), 0);
        socket.setSoTimeout(PATIENCE_MILLIS);
        attack.add(socket);
        return socket;
    }

    private static void send(Socket socket, String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // Sent away, as it may be.
        }
    }

    private static void read(Socket socket, AtomicInteger kilobytes) {
        try {
            InputStream in = socket.getInputStream();
            byte[] piece = new byte[16 * 1024];
            for (int length = in.read(piece); length > 0; length = in.read(piece)) {
                kilobytes.addAndGet(length / 1024);
            }
        } catch (IOException e) {
            // Sent away, as it may be.
        }
    }
}

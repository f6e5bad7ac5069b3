package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.After;
import org.junit.AfterClass;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.TestName;

/**
 * What one visitor could take from all others: memory, by what is never finished, and places, by being there. The node's
 * heap is small, so that little is needed; a donor from another address gives all the time.
 */
public class BudgetsIT {
    @ClassRule
    public static final TemporaryFolder FOLDER = new TemporaryFolder();
    private static final int TLS_PORT = RuntimeFolder.freePort();
    private static final int HEAP_MEGABYTES = 64;
    private static final int MOST_CONNECTIONS = 1000;
    private static final int STREAMS_EACH = 20;
    private static final int PATIENCE_MILLIS = 20_000;
    private static final String ATTACKER = "127.0.0.9";
    /** Not the one from which the node's own sandbox notifies, in vain: it does not know the certificate, and comes again. */
    private static final String DONORS = "127.0.0.200";

    /** What classes, compiled code's constants and caches of first times may take. */
    private static final long HEAP_MORE_KB = 10_000;
    private static final long DISK_MORE = 2_000_000;

    private static Node node;
    private static long heap;
    private static long disk;
    private static SSLContext trust;
    private static TlsClient tls;

    @Rule
    public final TestName name = new TestName();
    private final List<Socket> attack = new ArrayList<>();
    private Donors donors;

    @BeforeClass
    public static void start() throws Exception {
        var certificate = TestCertificate.made(FOLDER.getRoot().toPath(), "EC");
        trust = TestCertificate.trusting(certificate);
        tls = new TlsClient(trust, TLS_PORT);
        node = Node.prepared("budgets");
        certificate.write(node.home().resolve("conf/tls"));
        RuntimeFolder.addSetting(node.home(), "org.groundswell.edge.listener", "tlsPort = " + TLS_PORT,
                "maxConnections = " + 2 * MOST_CONNECTIONS, "idleSeconds = 60");
        RuntimeFolder.addSetting(node.home(), "org.groundswell.edge.budgets", "streamsPerAddress = " + STREAMS_EACH,
                "handshakes = 200", "handshakesPerAddress = 150", "handshakeSeconds = 5");
        Path options = node.home().resolve("conf/jvm.options");
        Files.writeString(options, Files.readString(options).replaceAll("-Xmx\\d+m", "-Xmx" + HEAP_MEGABYTES + "m"));
        node.start();
        try (var donors = new Donors(donor(), 2)) {
            Await.until("all has been used once", () -> donors.thanked() > 20);
        }
        heap = JvmCommand.liveHeap(node);
        disk = logs();
    }

    @AfterClass
    public static void everythingIsAsBefore() throws Exception {
        try (Node ended = node) {
            Await.until("the heap is as before", () -> JvmCommand.liveHeap(ended) <= heap + HEAP_MORE_KB);
            System.out.println("BudgetsIT: heap in use " + heap + " kB before, " + JvmCommand.liveHeap(ended)
                    + " kB after; logs " + disk + " bytes before, " + logs() + " after");
            assertTrue("logs: " + disk + " " + logs(), logs() <= disk + DISK_MORE);
        }
    }

    /** Bytes of what grows by what visitors do, but for the books. */
    private static long logs() throws IOException {
        try (Stream<Path> files = Files.walk(node.home().resolve("data/logs"))) {
            return files.mapToLong(each -> each.toFile().length()).sum();
        }
    }

    @Before
    public void donorsGive() throws IOException {
        donors = new Donors(donor(), 2);
        Await.until("donors give", () -> donors.thanked() > 1);
    }

    @After
    public void donorsHaveGivenAndTheNodeIsFit() throws Exception {
        int before = donors.thanked();
        Await.until("donors still give", () -> donors.thanked() > before + 4);
        donors.close();
        System.out.println("BudgetsIT, " + name.getMethodName() + ": " + donors.figures());
        assertEquals(List.of(), donors.unhappy());
        for (Socket each : attack) {
            each.close();
        }
        assertEquals(200, node.visitor().get("/readyz").status());
        assertTrue("it is the same process", node.isAlive());
    }

    @Test
    public void bodiesThatAreNeverFinished() throws Exception {
        for (int i = 0; i < 600; i++) {
            send(secure("http/1.1"), "POST /contact HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded"
                    + "\r\nContent-Length: 65500\r\n\r\n" + "a".repeat(64_900));
        }
        for (int i = 0; i < 20; i++) {
            attackOverHttp2(frames -> {
                for (int stream = 1; stream < 40; stream += 2) {
                    frames.request(Http2Frames.POST, stream, "/contact");
                    frames.send(Http2Frames.DATA, 0, stream, new byte[12_000]);
                }
            });
        }
        Await.until("those beyond the budget are told so, or sent away", () -> {
            attack.removeIf(SocketState::hasAnswerOrEnd);
            return attack.size() < 100;
        });
    }

    @Test
    public void headsAndTrailersOfManyFields() throws Exception {
        // Few bytes on the way, and a hundred of the heap for each field.
        String fields = "a:b\r\n".repeat(1590);
        for (int i = 0; i < 100; i++) {
            send(connect(node.publicPort()), "POST /x HTTP/1.1\r\nHost: x\r\n" + fields);
            send(secure("http/1.1"), "GET /live/flood HTTP/1.1\r\nHost: x\r\n" + fields + "\r\n");
            send(secure("http/1.1"), "POST /contact HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n"
                    + fields);
        }
        Await.until("all are told so, or sent away", () -> {
            attack.removeIf(SocketState::hasAnswerOrEnd);
            return attack.isEmpty();
        });
    }

    @Test
    public void headsThatAreNeverFinished() throws Exception {
        String head = "POST /x HTTP/1.1\r\nHost: x\r\n" + ("a: " + "b".repeat(74) + "\r\n").repeat(98);
        for (int i = 0; i < 400; i++) {
            send(connect(node.publicPort()), head);
            send(secure("http/1.1"), head);
        }
        Await.until("those beyond the budget are told so", () -> {
            attack.removeIf(SocketState::hasAnswerOrEnd);
            return attack.size() < 100;
        });
        for (int i = 0; i < 200; i++) {
            // Sixteen kilobytes are to come, and what comes first is read at once.
            attackOverHttp2(frames -> frames.send(Http2Frames.HEADERS, 0, 1, new byte[0x3fff]));
        }
    }

    @Test
    public void bodiesThatNobodyReads() throws Exception {
        // A live stream has no use for a body, which comes in pieces, each of which could hold a buffer of its own.
        for (int i = 0; i < STREAMS_EACH; i++) {
            attackOverHttp2(frames -> {
                frames.request(Http2Frames.GET, 1, "/live/flood");
                for (int piece = 0; piece < 500; piece++) {
                    frames.send(Http2Frames.DATA, 0, 1, new byte[1]);
                }
            });
        }
    }

    @Test
    public void handshakesThatAreNeverFinished() throws Exception {
        byte[] hello = tls.hello();
        for (int i = 0; i < 900; i++) {
            send(connect(TLS_PORT), hello);
        }
        Await.until("all are sent away", () -> {
            attack.removeIf(SocketState::hasEnded);
            return attack.isEmpty();
        });
    }

    @Test
    public void connectionsOnWhichNothingIsSaid() throws Exception {
        for (int i = 0; i < MOST_CONNECTIONS + 100; i++) {
            connect(node.publicPort());
        }
        Await.until("there is room again", () -> node.visitor().get("/healthz").status() == 200);
        Await.until("most are sent away", () -> {
            attack.removeIf(SocketState::hasEnded);
            return attack.size() < MOST_CONNECTIONS;
        });
    }

    @Test
    public void streamsOfOneAddress() throws Exception {
        int refused = 0;
        for (int i = 0; i < 2 * STREAMS_EACH; i++) {
            Socket socket = secure("http/1.1");
            send(socket, "GET /live/flood HTTP/1.1\r\nHost: x\r\n\r\n");
            String status = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            refused += status.equals("HTTP/1.1 503") ? 1 : 0;
        }
        assertTrue("refused: " + refused, refused >= STREAMS_EACH && refused < 2 * STREAMS_EACH);
    }

    private interface Attack {
        void send(Http2Frames frames) throws IOException;
    }

    private void attackOverHttp2(Attack what) throws IOException {
        SSLSocket socket = secure("h2");
        try {
            what.send(Http2Frames.begun(socket.getOutputStream()));
        } catch (IOException e) {
            // Sent away, as it should be.
            assertTrue(SocketState.hasEnded(socket));
        }
    }

    private static Visitor donor() throws IOException {
        return new Visitor("https://127.0.0.1:" + TLS_PORT, trust, InetAddress.getByName(DONORS));
    }

    private Socket connect(int port) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port, InetAddress.getByName(ATTACKER), 0);
        socket.setSoTimeout(PATIENCE_MILLIS);
        attack.add(socket);
        return socket;
    }

    private SSLSocket secure(String protocol) throws IOException {
        Socket plain = connect(TLS_PORT);
        SSLSocket socket = tls.over(plain, protocol);
        attack.set(attack.size() - 1, socket);
        socket.startHandshake();
        return socket;
    }

    private static void send(Socket socket, String text) {
        send(socket, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void send(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            // Sent away, as it should be.
            assertTrue(SocketState.hasEnded(socket));
        }
    }
}

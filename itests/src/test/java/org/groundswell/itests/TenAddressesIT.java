package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
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

/** Ten addresses at once, each with all that one may take, while a donor from another address gives all the time. */
public class TenAddressesIT {
    @ClassRule
    public static final TemporaryFolder FOLDER = new TemporaryFolder();
    private static final int TLS_PORT = RuntimeFolder.freePort();
    private static final int ADDRESSES = 10;
    private static final int PATIENCE_MILLIS = 60_000;
    /** Of a thousand places in servlets, the last fifth of which is for others. */
    private static final int PLACES_EACH = 90;
    private static final int PLACES_OF_MANY = 800;
    private static final int HELLOS_EACH = 100;
    /** The budget has room for half of the heads of all; some go by themselves where the machine is slow. */
    private static final int HEADS_EACH = 150;
    private static final int REFUSED_HEADS = 400;
    /** Not the one from which the node's own sandbox notifies, in vain: it does not know the certificate, and comes again. */
    private static final InetAddress DONORS = InetAddress.ofLiteral("127.0.0.200");
    private static Node node;
    private static SSLContext trust;
    private static TlsClient tls;

    @Rule
    public final TestName name = new TestName();
    private final Queue<Socket> attack = new ConcurrentLinkedQueue<>();
    private final Visitor visitor = new Visitor("https://127.0.0.1:" + TLS_PORT, trust, DONORS);
    private Donors donors;

    @BeforeClass
    public static void start() throws Exception {
        var certificate = TestCertificate.made(FOLDER.getRoot().toPath(), "EC");
        trust = TestCertificate.trusting(certificate);
        tls = new TlsClient(trust, TLS_PORT);
        node = Node.prepared("ten-addresses");
        certificate.write(node.home().resolve("conf/tls"));
        RuntimeFolder.addSetting(node.home(), "org.groundswell.edge.listener", "tlsPort = " + TLS_PORT);
        Path options = node.home().resolve("conf/jvm.options");
        Files.writeString(options, Files.readString(options).replaceAll("-Xmx\\d+m", "-Xmx96m"));
        Hold.deploy(node, FOLDER.getRoot().toPath());
        node.start();
    }

    @AfterClass
    public static void stop() {
        node.close();
    }

    /** What connections of the test before held is given back when the node sees that they are gone. */
    @Before
    public void donorsGive() {
        Await.until("nothing of before is in the way", () -> {
            for (int i = 0; i < 20; i++) {
                if (visitor.get("/readyz").status() != 200) {
                    return false;
                }
            }
            return true;
        });
        donors = new Donors(visitor, 1);
        Await.until("donors give", () -> donors.thanked() > 1);
    }

    @After
    public void donorsHaveGivenAndTheNodeIsFit() throws Exception {
        int before = donors.thanked();
        Await.until("donors still give", () -> donors.thanked() > before + 4);
        donors.close();
        System.out.println("TenAddressesIT, " + name.getMethodName() + ": " + donors.figures());
        for (Socket each : attack) {
            each.close();
        }
        assertEquals(List.of(), donors.unhappy());
        Await.until("the node is fit", () -> visitor.get("/readyz").status() == 200);
        assertTrue("it is the same process", node.isAlive());
    }

    @Test
    public void unfinishedHeadsAndHellos() throws Exception {
        byte[] head = ("POST /x HTTP/1.1\r\nHost: x\r\nA: " + "a".repeat(7900)).getBytes(StandardCharsets.US_ASCII);
        byte[] hello = tls.hello();
        Queue<Socket> waiting = new ConcurrentLinkedQueue<>();
        fromEach(address -> {
            for (int i = 0; i < HEADS_EACH; i++) {
                Socket ofHead = connect(address, node.publicPort());
                waiting.add(ofHead);
                send(ofHead, head);
                if (i < HELLOS_EACH) {
                    send(connect(address, TLS_PORT), hello);
                }
            }
        }, this::donorsGiveMeanwhile);
        // Of the heads alone: a hello has an answer in any case.
        Await.until("heads beyond the budget are refused", () -> {
            waiting.removeIf(SocketState::isRefused);
            return waiting.size() <= ADDRESSES * HEADS_EACH - REFUSED_HEADS;
        });
    }

    @Test
    public void allPlacesInServlets() throws Exception {
        Await.until("the servlet is there", () -> visitor.get("/hold?count").status() == 200);
        fromEach(address -> send(secure(address, "h2"), out -> {
            var frames = Http2Frames.begun(out);
            for (int i = 0; i < PLACES_EACH; i++) {
                frames.get(1 + 2 * i, "/hold");
            }
        }), () -> { });
        try {
            Await.until("all that they may take is taken",
                    () -> Integer.parseInt(visitor.get("/hold?count").body()) >= PLACES_OF_MANY - 10);
            donorsGiveMeanwhile();
        } finally {
            assertEquals(200, visitor.get("/hold?over").status());
        }
    }

    @Test
    public void requestsWithoutAnEndOverHttp2() throws Exception {
        pipeline("h2", out -> {
            var frames = Http2Frames.begun(out);
            for (int stream = 1; stream < 600; stream += 2) {
                frames.get(stream, "/en/");
            }
        });
    }

    @Test
    public void requestsWithoutAnEndOverTls() throws Exception {
        byte[] many = "GET /en/ HTTP/1.1\r\nHost: x\r\n\r\n".repeat(300).getBytes(StandardCharsets.US_ASCII);
        pipeline("http/1.1", out -> out.write(many));
    }

    /** Twenty connections of each address, all of which are read: nobody is to be closed for being slow. */
    private void pipeline(String protocol, Sending requests) throws Exception {
        var kilobytes = new AtomicInteger();
        fromEach(address -> {
            for (int i = 0; i < 20; i++) {
                SSLSocket socket = secure(address, protocol);
                Thread.ofVirtual().start(() -> read(socket, kilobytes));
                Thread.ofVirtual().start(() -> send(socket, requests));
            }
        }, this::donorsGiveMeanwhile);
        assertTrue("pages were read", kilobytes.get() > 0);
        System.out.println("TenAddressesIT: " + kilobytes + " kB of pages were read over " + protocol);
    }

    private void donorsGiveMeanwhile() {
        int before = donors.thanked();
        Await.until("donors give meanwhile", () -> donors.thanked() > before + 4);
    }

    private interface Attack {
        void from(String address) throws IOException;
    }

    private interface Sending {
        void to(OutputStream out) throws IOException;
    }

    private static void fromEach(Attack what, Runnable meanwhile) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        var failures = new ConcurrentLinkedQueue<IOException>();
        for (int i = 0; i < ADDRESSES; i++) {
            String address = "127.0.0." + (2 + i);
            threads.add(Thread.ofPlatform().start(() -> {
                try {
                    what.from(address);
                } catch (IOException e) {
                    failures.add(e);
                }
            }));
        }
        meanwhile.run();
        for (Thread each : threads) {
            each.join();
        }
        assertEquals("every address could come", List.of(), List.copyOf(failures));
    }

    private Socket connect(String from, int port) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port, InetAddress.getByName(from), 0);
        socket.setSoTimeout(PATIENCE_MILLIS);
        attack.add(socket);
        return socket;
    }

    private SSLSocket secure(String from, String protocol) throws IOException {
        SSLSocket socket = tls.over(connect(from, TLS_PORT), protocol);
        socket.startHandshake();
        return socket;
    }

    private static void send(Socket socket, byte[] bytes) {
        send(socket, out -> out.write(bytes));
    }

    private static void send(Socket socket, Sending what) {
        try {
            what.to(socket.getOutputStream());
        } catch (IOException e) {
            // Sent away, as it may be.
        }
    }

    private static void read(Socket socket, AtomicInteger kilobytes) {
        try {
            InputStream in = socket.getInputStream();
            byte[] piece = new byte[16 * 1024];
            for (int length = in.read(piece); length > 0; length = in.read(piece)) {
                kilobytes.addAndGet(1 + length / 1024);
            }
        } catch (IOException e) {
            // Sent away, as it may be.
        }
    }
}

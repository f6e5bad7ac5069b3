package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Many who ask over TLS and take nothing, while donors from another address give. */
public class SlowReadersIT {
    private static final int TLS_PORT = RuntimeFolder.freePort();
    private static final int MANY = 200;
    /** Two percent of the shipped heap, some 28 kB for each. */
    private static final int MOST = 100;
    /** More than the system takes of an answer by itself. */
    private static final int LENGTH = 3_000_000;
    private static final int PATIENCE_MILLIS = 60_000;
    private static final List<String> ATTACKERS = List.of("127.0.0.8", "127.0.0.9");
    private static final String OF_ATTACKERS = "0[89]00007F";
    /** Not the one from which the node's own sandbox notifies. */
    private static final InetAddress DONORS = InetAddress.ofLiteral("127.0.0.200");
    /** What classes, compiled code's constants and caches of first times may take. */
    private static final long HEAP_MORE_KB = 12_000;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final List<Socket> attack = new ArrayList<>();

    @Test
    public void theSlowestGoAndDonorsGive() throws Exception {
        var certificate = TestCertificate.made(folder.getRoot().toPath(), "EC");
        SSLContext trust = TestCertificate.trusting(certificate);
        try (Node node = Node.prepared("slow-readers")) {
            certificate.write(node.home().resolve("conf/tls"));
            RuntimeFolder.addSetting(node.home(), "org.groundswell.edge.listener", "tlsPort = " + TLS_PORT,
                    "idleSeconds = 600");
            RuntimeFolder.addSetting(node.home(), "org.groundswell.edge.budgets", "answersPercent = 2");
            Files.write(node.home().resolve("site/root/large.png"), new byte[LENGTH]);
            node.start();
            var visitor = new Visitor("https://127.0.0.1:" + TLS_PORT, trust, DONORS);
            try (var donors = new Donors(visitor, 2)) {
                Await.until("donors give", () -> donors.thanked() > 10);
                long heap = JvmCommand.liveHeap(node);
                askAndTakeNothing(new TlsClient(trust, TLS_PORT));
                Await.until("those beyond the budget are sent away", () -> openInTheNode() <= MOST);
                assertTrue("the others are not: " + openInTheNode(), openInTheNode() > MOST / 2);
                int before = donors.thanked();
                Await.until("donors give meanwhile", () -> donors.thanked() > before + 4);
                assertEquals(List.of(), donors.unhappy());
                for (Socket each : attack) {
                    each.close();
                }
                Await.until("the heap is as before", () -> JvmCommand.liveHeap(node) <= heap + HEAP_MORE_KB);
            }
            assertEquals(200, visitor.get("/readyz").status());
            assertTrue("it is the same process", node.isAlive());
        }
    }

    private void askAndTakeNothing(TlsClient tls) throws IOException {
        for (int i = 0; i < MANY; i++) {
            var plain = new Socket();
            plain.setReceiveBufferSize(1024);
            plain.bind(new InetSocketAddress(ATTACKERS.get(i % ATTACKERS.size()), 0));
            plain.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), TLS_PORT));
            plain.setSoTimeout(PATIENCE_MILLIS);
            attack.add(plain);
            SSLSocket socket = tls.over(plain, "http/1.1");
            socket.startHandshake();
            socket.getOutputStream().write("GET /large.png HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** As the system knows it: who would look for the end of a connection would take the answer. */
    private static long openInTheNode() throws IOException {
        var open = Pattern.compile(String.format(":%04X [0-9A-F]*%s:[0-9A-F]{4} 01 ", TLS_PORT, OF_ATTACKERS));
        try (Stream<String> ipv4 = Files.lines(Path.of("/proc/net/tcp"));
                Stream<String> ipv6 = Files.lines(Path.of("/proc/net/tcp6"))) {
            return Stream.concat(ipv4, ipv6).filter(open.asPredicate()).count();
        }
    }
}

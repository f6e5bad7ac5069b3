package org.groundswell.testing;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.rules.ExternalResource;
import org.junit.rules.TemporaryFolder;

/**
 * BIND with a zone of its own, on loopback, for the tests of a class or as long as whoever started it wants. A test fails
 * where it is not installed. Not thread-safe.
 */
public final class BindServer extends ExternalResource {
    /** The zone. */
    public static final String ZONE = "example.test.";
    /** What the key may change: this name, and all below it. */
    public static final String NAME = "give.example.test.";
    /** The key's name, for HMAC-SHA256. */
    public static final String KEY = "nodes.";
    /** Base64, of no worth elsewhere. */
    public static final String SECRET = "Z3JvdW5kc3dlbGwgdGVzdHMgb25seSwgMzIgYnl0ZXM=";
    private static final Path PROGRAM = Path.of("/usr/sbin/named");
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final TemporaryFolder folder = TemporaryFolder.builder().assureDeletion().build();
    private int port;
    private Process process;

    @Override
    public void before() throws Exception {
        if (!Files.isExecutable(PROGRAM)) {
            throw new AssertionError("This test needs BIND: apt-get install bind9");
        }
        folder.create();
        Path files = folder.getRoot().toPath();
        port = freePort();
        Files.writeString(files.resolve("zone"), """
                $TTL 30
                @ IN SOA ns hostmaster 1 3600 600 86400 30
                  IN NS ns
                ns IN A 127.0.0.1
                """);
        Files.writeString(files.resolve("named.conf"), String.format(Locale.ROOT, """
                key "nodes" { algorithm hmac-sha256; secret "%s"; };
                options { directory "%s"; listen-on port %d { 127.0.0.1; }; listen-on-v6 { none; }; recursion no;
                    pid-file none; session-keyfile none; dnssec-validation no; allow-transfer { none; }; };
                controls { };
                zone "example.test" { type primary; file "zone"; update-policy { grant nodes subdomain give.example.test. ANY; }; };
                """, SECRET, files, port));
        process = new ProcessBuilder(PROGRAM.toString(), "-g", "-c", files.resolve("named.conf").toString(), "-n", "1")
                .redirectErrorStream(true).redirectOutput(log().toFile()).start();
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() - end > 0) {
                throw new AssertionError("BIND does not answer: " + Files.readString(log()));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    /** Of both, TCP and UDP. */
    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    @Override
    public void after() {
        try {
            if (process != null) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        folder.delete();
    }

    /** It listens before it has read its zones. */
    private boolean isReady() throws IOException {
        return Files.readString(log()).lines().anyMatch(each -> each.endsWith(" running"));
    }

    private Path log() {
        return folder.getRoot().toPath().resolve("log");
    }

    /** For TCP and UDP. */
    private static int freePort() throws IOException {
        while (true) {
            try (var tcp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                    var udp = new DatagramSocket(tcp.getLocalPort(), InetAddress.getLoopbackAddress())) {
                return udp.getLocalPort();
            } catch (SocketException e) {
                // Somebody has that number for the other of both.
                continue;
            }
        }
    }
}

package org.groundswell.kernel.doctor;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.doctor.Finding.Grade;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class DoctorTest {
    private static final String LISTENER = "org.groundswell.edge.listener";
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void settingsAreReadAsTheNodeReadsThem() throws Exception {
        conf(LISTENER, "\ufeff# port = 1\r\n port = 81 \r\nport=82\r\nhost =\r\n");
        assertEquals(82, node(false).number(LISTENER, "port", 8080));
        assertEquals("127.0.0.1", node(false).setting(LISTENER, "host", "127.0.0.1"));
        assertEquals(7, node(false).number("org.example.none", "port", 7));
    }

    @Test
    public void aTakenPortIsIllUnlessTheNodeHasIt() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            conf(LISTENER, "port = " + taken.getLocalPort());
            Finding ill = about("port " + taken.getLocalPort(), new PortsExamination().examine(node(false)));
            assertEquals(Grade.ILL, ill.grade());
            assertTrue(ill.todo(), ill.todo().contains("conf/" + LISTENER + ".cfg"));
            assertEquals(Grade.WELL, about("port " + taken.getLocalPort(), new PortsExamination().examine(node(true)))
                    .grade());
        }
    }

    @Test
    public void anAdminPortThatIsOpenIsNoted() throws Exception {
        conf("org.groundswell.edge.admin", "host = 0.0.0.0");
        assertEquals(Grade.NOTED, about("admin port", new PortsExamination().examine(node(false))).grade());
        conf("org.groundswell.edge.admin", "host = 0.0.0.0\ntlsPort = 8444");
        Finding unnamed = about("admin port", new PortsExamination().examine(node(false)));
        assertTrue(unnamed.todo(), unnamed.todo().contains("publicUrl"));
        conf("org.groundswell.edge.admin", "host = 0.0.0.0\nbehindProxy = true");
        Finding past = about("admin port", new PortsExamination().examine(node(false)));
        assertTrue(past.said(), past.said().contains("believes what a proxy says"));
        conf("org.groundswell.edge.admin", "host = 0.0.0.0\ntlsPort = 8444\npublicUrl = https://admin.example");
        List<Finding> open = new PortsExamination().examine(node(false));
        assertTrue(open.toString(), open.stream().noneMatch(each -> each.subject().equals("admin port")));
        assertEquals("its port is looked at, too", Grade.WELL, about("port 8444", open).grade());
    }

    @Test
    public void theConsolesCertificateIsLookedAt() throws Exception {
        conf("org.groundswell.edge.admin", "tlsPort = 8444\ncertificate = conf/tls/admin.pem");
        Finding missing = only(new CertificateExamination().examine(node(false)));
        assertEquals(Grade.ILL, missing.grade());
        assertTrue(missing.said(), missing.said().contains("conf/tls/admin.pem"));
    }

    @Test
    public void whatOthersCanReadIsIll() throws Exception {
        Path secret = file("elsewhere/stripe.key", "sk_live_1");
        conf("org.groundswell.payments.stripe", "secretKey = file:elsewhere/stripe.key");
        rights(secret, "rw-r--r--");
        String line = only(new RightsExamination().examine(node(false))).line();
        assertTrue(line, line.contains("chmod 600 " + secret));
        assertFalse("no secret is told", line.contains("sk_live"));
        rights(secret, "rw-r-----");
        assertEquals(Grade.WELL, only(new RightsExamination().examine(node(false))).grade());
        rights(Files.createDirectories(home().resolve("data")), "rwxr-x---");
        assertEquals("before the first start", Grade.WELL, only(new RightsExamination().examine(node(false))).grade());
        file("data/node.lease", "");
        assertEquals(Grade.ILL, only(new RightsExamination().examine(node(false))).grade());
    }

    @Test
    public void aDiskIsJudgedByTheNodesOwnLimits() throws Exception {
        Path data = home();
        assertEquals(Grade.WELL, DiskExamination.judged(node(false), data, 5_000).grade());
        assertEquals(Grade.NOTED, DiskExamination.judged(node(false), data, 500).grade());
        assertEquals(Grade.ILL, DiskExamination.judged(node(false), data, 50).grade());
        conf("org.groundswell.kernel.health.disk", "warnMegabytes = 10000");
        assertEquals(Grade.NOTED, DiskExamination.judged(node(false), data, 5_000).grade());
    }

    @Test
    public void aHeapThatDoesNotFitIsIll() throws Exception {
        file("conf/jvm.options", "# -Xmx1m\n-Xms40m\n-Xmx2g\n");
        Path small = file("meminfo", "MemTotal: 3000000 kB\nMemAvailable:    1000000 kB\n");
        assertEquals(Grade.ILL, only(new MemoryExamination(small).examine(node(false))).grade());
        assertEquals("it has its memory already", Grade.WELL,
                only(new MemoryExamination(small).examine(node(true))).grade());
        Path large = file("meminfo", "MemAvailable:    4000000 kB\n");
        assertEquals(Grade.WELL, only(new MemoryExamination(large).examine(node(false))).grade());
    }

    @Test
    public void tooFewOpenFilesAreNoted() throws Exception {
        Path limits = file("limits", "Max open files            1024                 4096                 files\n");
        assertEquals(Grade.NOTED, only(new OpenFilesExamination(limits).examine(node(false))).grade());
        conf(LISTENER, "maxConnections = 1000");
        assertEquals(Grade.WELL, only(new OpenFilesExamination(limits).examine(node(false))).grade());
    }

    @Test
    public void aGatewayIsAskedWithItsKeyAndForTheTime() throws Exception {
        var gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/v1/balance", exchange -> {
            boolean known = exchange.getRequestHeaders().getFirst("Authorization").equals("Basic c2tfZ29vZDo=");
            exchange.sendResponseHeaders(known ? 200 : 401, -1);
            exchange.close();
        });
        gateway.start();
        try {
            file("key", "sk_good");
            conf("org.groundswell.payments.stripe", "secretKey = file:key\napiBase = http://127.0.0.1:"
                    + gateway.getAddress().getPort());
            file("deploy/stripe.json", "{}");
            List<Finding> good = new GatewaysExamination().examine(node(false));
            assertTrue(good.toString(), good.stream().allMatch(each -> each.grade() == Grade.WELL));
            assertTrue(good.toString(), about("stripe", good).said().contains("takes the key"));
            file("key", "sk_bad");
            assertEquals(Grade.ILL, about("stripe", new GatewaysExamination().examine(node(false))).grade());
            Instant late = Instant.now().plus(Duration.ofMinutes(3));
            Finding clock = about("clock", new GatewaysExamination(() -> late).examine(node(false)));
            assertEquals(clock.toString(), Grade.ILL, clock.grade());
        } finally {
            gateway.stop(0);
        }
        assertEquals("it is away", Grade.ILL, about("stripe", new GatewaysExamination().examine(node(false))).grade());
        Files.delete(home().resolve("key"));
        Finding missing = about("stripe", new GatewaysExamination().examine(node(false)));
        assertTrue(missing.said(), missing.said().contains("there is no file"));
    }

    @Test
    public void aMailServerHasToOfferItsProtection() throws Exception {
        assertEquals(Grade.NOTED, only(new MailExamination().examine(node(false))).grade());
        assertEquals(Grade.WELL, mail("220 hello\r\n", "250-here\r\n250 STARTTLS\r\n").grade());
        conf("org.groundswell.donations.receipts", "host = 127.0.0.1\nport = 1");
        assertEquals("what is in its own file counts", Grade.WELL, mail("220 hello\r\n", "250 STARTTLS\r\n").grade());
        Files.delete(home().resolve("conf/org.groundswell.mail.cfg"));
        Finding older = only(new MailExamination().examine(node(false)));
        assertTrue(older.said(), older.grade() == Grade.ILL && older.said().contains("127.0.0.1:1"));
        assertEquals(Grade.ILL, mail("220 hello\r\n", "250 here\r\n").grade());
        assertEquals(Grade.ILL, mail("HTTP/1.1 400 what\r\n", "").grade());
    }

    @Test
    public void aDatabaseThatIsAwayIsIll() throws Exception {
        assertEquals(List.of(), new DatabaseExamination().examine(node(false)));
        conf("org.groundswell.donations.ledger.postgres", "url = jdbc:postgresql://127.0.0.1:1/none\npassword = file:none");
        assertTrue(only(new DatabaseExamination().examine(node(false))).said().contains("there is no file"));
        file("none", "secret");
        assertEquals(Grade.ILL, only(new DatabaseExamination().examine(node(false))).grade());
    }

    @Test
    public void oneThatBreaksDoesNotStopTheOthers() throws Exception {
        List<Finding> findings = DoctorProgram.examine(node(false), List.of(_ -> {
            throw new IllegalStateException("a mistake");
        }, new JavaExamination()));
        assertEquals(List.of(Grade.ILL, Grade.WELL), findings.stream().map(Finding::grade).toList());
    }

    private Finding mail(String greeting, String offer) throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> serve(server, greeting, offer));
            conf("org.groundswell.mail", "host = 127.0.0.1\nport = " + server.getLocalPort());
            return only(new MailExamination().examine(node(false)));
        }
    }

    private static void serve(ServerSocket server, String greeting, String offer) {
        try (Socket client = server.accept()) {
            client.getOutputStream().write(greeting.getBytes(StandardCharsets.US_ASCII));
            client.getInputStream().read();
            client.getOutputStream().write(offer.getBytes(StandardCharsets.US_ASCII));
            client.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // Whoever asks says what it made of that.
        }
    }

    private Patient node(boolean runs) {
        return new Patient(new NodeFolder(home()), runs);
    }

    private Path home() {
        return folder.getRoot().toPath();
    }

    private void conf(String pid, String text) throws IOException {
        file("conf/" + pid + ".cfg", text);
    }

    private Path file(String name, String text) throws IOException {
        Path file = home().resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static void rights(Path file, String rights) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
    }

    private static Finding only(List<Finding> findings) {
        assertEquals(findings.toString(), 1, findings.size());
        return findings.getFirst();
    }

    private static Finding about(String subject, List<Finding> findings) {
        return findings.stream().filter(each -> each.subject().equals(subject)).findFirst().orElseThrow();
    }
}

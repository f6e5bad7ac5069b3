package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.Test;

/** What docs/integrators tells people works, with nothing but the node that they have. */
public class IntegratorsIT {
    private static final Path DOCS = Page.readme().file().resolveSibling("docs/integrators");
    private static final Path CONF = Page.readme().file().resolveSibling("runtime/conf");
    /** The README's test types these. */
    private static final Set<String> TYPED_ELSEWHERE = Set.of("bin/groundswell start", "bin/groundswell stop");

    /** The pages of the four kinds of project, of settings, of deploying from elsewhere, and the first page. */
    @Test
    public void everyCommandWorks() throws Exception {
        int typed = 0;
        try (Node node = Node.started("integrators")) {
            for (String page : List.of("README", "page", "gateway", "events", "ledger", "settings",
                    "remote")) {
                int here = new Page(DOCS.resolve(page + ".md")).typeInto(node, TYPED_ELSEWHERE);
                assertTrue("commands in " + page, here > 0);
                typed += here;
                // Each page begins as a newcomer does.
                assertEquals(0, new ProcessBuilder("rm", "-rf", "mypay", "raffle", "giftlist", "ownledger")
                        .directory(node.home().toFile()).start().waitFor());
            }
        }
        assertTrue("commands: " + typed, typed >= 20);
    }

    @Test
    public void everyFileThatThePagesLeadToIsThere() throws Exception {
        try (var pages = Files.list(DOCS)) {
            for (Path each : pages.toList()) {
                new Page(each).assertLinksLead();
            }
        }
    }

    /** On all pages: a key that is no setting has its whole file refused. */
    @Test
    public void everySettingThatThePagesNameIsThere() throws Exception {
        var missing = new ArrayList<String>();
        int named = 0;
        try (var pages = Files.walk(DOCS.getParent())) {
            for (Path page : pages.filter(each -> each.toString().endsWith(".md")).sorted().toList()) {
                for (var each : new Page(page).settings()) {
                    Path file = CONF.resolve(each.file());
                    // Features that are not in a node from the beginning have none there.
                    if (Files.exists(file)) {
                        named++;
                        if (Files.readString(file).lines().noneMatch(line -> line.matches("#?" + each.key() + " *=.*"))) {
                            missing.add(page.getFileName() + ": " + each.key() + " in " + each.file());
                        }
                    }
                }
            }
        }
        assertEquals(List.of(), missing);
        assertTrue("settings: " + named, named > 15);
    }

    @Test
    public void everythingToCompileAgainstIsInTheNode() throws Exception {
        Path home = Node.prepared("integrators-artifacts").home();
        Path ours = home.resolve("artifacts/org/groundswell");
        for (String name : List.of("kernel.api", "edge.api", "pages.api", "donations.api", "payments.api", "stats.api",
                "payments.contract", "donations.contract", "payments.client")) {
            for (String kind : List.of(".jar", ".pom", "-sources.jar", "-javadoc.jar")) {
                assertTrue(name + kind, has(ours.resolve("org.groundswell." + name), kind));
            }
            assertTrue(name, Files.exists(home.resolve("docs/api/org.groundswell." + name + "-javadoc/index.html")));
        }
        assertTrue(has(ours.resolve("org.groundswell.bom"), ".pom"));
        assertTrue(has(ours.resolve("org.groundswell.project"), ".pom"));
    }

    @Test
    public void whatCannotBeAPackageIsRefusedBeforeAnythingIsMade() throws Exception {
        Node node = Node.prepared("integrators-refused");
        for (String name : List.of("org.example.class", "org.example.int", "raffle", "Org.Example", "org.example.a-b",
                "org.2example.a", "org..a", "org.example.true")) {
            assertNotEquals(name, 0, node.script("new", "x", name).status());
        }
        assertNotEquals(0, node.script("new", "nosuchkind", "x", "org.example.x").status());
        assertTrue("nothing was made", Files.notExists(node.home().resolve("x")));
    }

    /** As the lines of debugging.md say. */
    @Test
    public void aDebuggerAndAJmxToolReachANode() throws Exception {
        List<String> options = new Page(DOCS.resolve("debugging.md")).blocks("text");
        int debugger = RuntimeFolder.freePort();
        int jmx = RuntimeFolder.freePort();
        try (Node node = Node.prepared("debugged")) {
            Files.writeString(node.home().resolve("conf/jvm.options"), "\n" + String.join("", options)
                    .replace("127.0.0.1:5005", "127.0.0.1:" + debugger).replace("=9010", "=" + jmx),
                    StandardOpenOption.APPEND);
            node.start();
            var address = new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + jmx + "/jmxrmi");
            try (var connector = JMXConnectorFactory.connect(address)) {
                var memory = ManagementFactory.newPlatformMXBeanProxy(connector.getMBeanServerConnection(),
                        ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
                assertTrue(memory.getHeapMemoryUsage().getUsed() > 0);
            }
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), debugger)) {
                byte[] greeting = "JDWP-Handshake".getBytes(StandardCharsets.US_ASCII);
                socket.getOutputStream().write(greeting);
                assertEquals("JDWP-Handshake",
                        new String(socket.getInputStream().readNBytes(greeting.length), StandardCharsets.US_ASCII));
            }
        }
    }

    private static boolean has(Path artifact, String kind) throws Exception {
        try (var files = Files.walk(artifact)) {
            return files.anyMatch(each -> each.toString().endsWith(kind));
        }
    }
}

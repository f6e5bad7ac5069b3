package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What the supervisor and the commands do about processes that hand over; instead of Java a script is started. */
public class SupervisorIT {
    /** Notes which Java it is and which release it was given, and waits to be ended. */
    private static final String JAVA = """
            #!/bin/bash
            trap 'exit 143' TERM
            for word; do
              case $word in
                -Dgroundswell.data=*) data=${word#*=};;
                -Dgroundswell.succession=waiting) as=successor;;
                groundswell.release=*) release=${word#*=};;
              esac
            done
            echo "$$ ${0%/bin/java} ${as:-alone} $release" >> "$data/started"
            [ ! -e "$data/ends" ] || exit 7
            while [ -d "$data" ]; do sleep 0.1; done
            """;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private Path root;
    private BareNode node;
    private Path java;
    private int port;
    private Process supervisor;
    private ServerSocketChannel socket;

    /** A process that was started in the place of Java. */
    private record Started(long pid, Path java, boolean successor, Path release) {
        static Started of(String line) {
            String[] words = line.split(" ");
            return new Started(Long.parseLong(words[0]), Path.of(words[1]), words[2].equals("successor"), Path.of(words[3]));
        }
    }

    @Before
    public void make() throws Exception {
        root = folder.getRoot().toPath().toRealPath();
        node = new BareNode(root.resolve("node"));
        port = RuntimeFolder.freePort();
        RuntimeFolder.setting(node.home(), "org.groundswell.edge.listener", "port = " + port);
        RuntimeFolder.setting(node.home(), "org.groundswell.edge.admin", "port = " + RuntimeFolder.freePort());
        java = java("one");
        Files.createDirectories(node.file("data/handover"));
        Files.createDirectories(node.file("data/logs/crashes"));
        // What a node has that hands over.
        socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        socket.bind(UnixDomainSocketAddress.of(node.file("data/handover/ask")));
    }

    @After
    public void end() throws Exception {
        socket.close();
        if (supervisor != null) {
            supervisor.destroy();
            supervisor.waitFor();
        }
        for (Started each : started()) {
            ProcessHandle.of(each.pid()).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    public void aStopBetweenTwoStartsIsInOrder() throws Exception {
        Files.writeString(node.file("data/ends"), "");
        Files.writeString(node.file("data/node.served"), "");
        supervise();
        // Then the pause is four seconds.
        Await.until("it has ended three times", () -> Files.readAllLines(node.file("data/logs/crashes/list")).size() == 3);
        Node.Result stopped = BareNode.end(begin("stop"));
        assertEquals(stopped.text(), 0, stopped.status());
        assertFalse("it ended in order", Files.exists(node.file("data/node.served")));
    }

    @Test
    public void aReleaseThatIsBeingTriedIsNobodyElsesToRemove() throws Exception {
        supervise();
        Process first = begin("upgrade", release("1.0.1"));
        Started successor = awaitStart(2);
        assertTrue(successor.successor());
        // As Ctrl-C does.
        first.destroy();
        first.waitFor();
        awaitLock();
        for (String command : List.of("upgrade", "restart")) {
            Node.Result second = BareNode.end(command.equals("upgrade") ? begin(command, release("1.0.2")) : begin(command));
            assertEquals(second.text(), 1, second.status());
            assertTrue(second.text(), second.text().contains("is under way"));
        }
        assertTrue("its folder is there", Files.exists(successor.release().resolve("bin/groundswell")));
        ProcessHandle.of(successor.pid()).orElseThrow().destroyForcibly();
        Process third = begin("upgrade", release("1.0.3"));
        assertEquals(node.file("releases/1.0.3"), awaitStart(3).release());
        assertFalse("nobody runs from it any more", Files.exists(successor.release()));
        third.destroy();
    }

    @Test
    public void whereThereIsNoMemoryForTwoNobodyBeginsBesideTheOneThatServes() throws Exception {
        supervise();
        Started first = awaitStart(1);
        var little = Map.of("GROUNDSWELL_FREE_MB", "0", "GROUNDSWELL_JAVA", java.toString());
        Node.Result upgrade = BareNode.end(node.begin(little, "upgrade", release("1.0.1")));
        assertEquals(upgrade.text(), 1, upgrade.status());
        assertTrue(upgrade.text(), upgrade.text().contains("no memory for two processes (0 MB are free, and this one has "));
        assertTrue("it serves", ProcessHandle.of(first.pid()).orElseThrow().isAlive());
        assertFalse(Files.exists(node.file("releases/1.0.1")));
        Process restart = node.begin(little, "restart");
        Started second = awaitStart(2);
        assertFalse("it was stopped and started", second.successor() || ProcessHandle.of(first.pid()).isPresent());
        restart.destroy();
        restart.waitFor();
        Node.Result stopped = BareNode.end(begin("stop"));
        assertEquals(stopped.text(), 0, stopped.status());
    }

    @Test
    public void theJavaOfWhoGivesTheCommandIsTheNewProcesssAsLongAsItServes() throws Exception {
        supervise();
        assertEquals(java.getParent().getParent(), awaitStart(1).java());
        Path other = java("two");
        Process upgrade = node.begin(Map.of("GROUNDSWELL_JAVA", other.toString()), "upgrade", release("1.0.1"));
        Started successor = awaitStart(2);
        assertEquals(other.getParent().getParent(), successor.java());
        Files.writeString(node.file("data/node.pid"), successor.pid() + "\n");
        ProcessHandle.of(started().getFirst().pid()).orElseThrow().destroyForcibly();
        Await.until("it is taken note of", () -> !Files.exists(node.file("data/handover/release"))
                && !Files.exists(node.file("data/handover/leaving")));
        Await.until("starts take it", () -> node.script("version").text().equals("Groundswell 1.0.1\n"));
        upgrade.destroy();
        ProcessHandle.of(successor.pid()).orElseThrow().destroyForcibly();
        assertEquals("it comes back with the same", successor.java(), awaitStart(3).java());
        Path crashes = node.file("data/logs/crashes");
        String name = Files.readString(crashes.resolve("list")).strip().replaceFirst(".*\t", "");
        assertTrue("its end is that of its release", Files.readString(crashes.resolve(name)).contains("Groundswell 1.0.1 in "));
    }

    @Test
    public void oneThatHangsWhileItLeavesIsEnded() throws Exception {
        supervise();
        ProcessHandle first = ProcessHandle.of(awaitStart(1).pid()).orElseThrow();
        Process upgrade = begin("upgrade", release("1.0.1"));
        Started successor = awaitStart(2);
        Files.writeString(node.file("data/handover/talks"), "");
        Files.writeString(node.file("data/node.pid"), successor.pid() + "\n");
        assertEquals(0, new ProcessBuilder("kill", "-STOP", Long.toString(first.pid())).start().waitFor());
        Await.until("it has left", () -> Files.exists(node.file("data/handover/leaving")));
        assertTrue("it may have to go on", first.isAlive());
        Files.delete(node.file("data/handover/talks"));
        Await.within(Duration.ofSeconds(60), "it is ended", () -> !first.isAlive());
        upgrade.destroy();
        upgrade.waitFor();
        awaitLock();
        begin("restart");
        assertTrue("the next one is begun", awaitStart(3).successor());
    }

    @Test
    public void whatSystemdStartsStaysWhenTheNodeIsReplaced() throws Exception {
        Path told = root.resolve("told");
        tool("systemd-notify", "echo \"$NOTIFY_SOCKET $*\" >> " + told);
        Files.createDirectories(node.file("data/console/people"));
        supervisor = node.begin(Map.of("GROUNDSWELL_JAVA", java.toString(), "NOTIFY_SOCKET", "/run/of/systemd",
                "PATH", root.resolve("bin") + ":" + System.getenv("PATH")), "run", "--log");
        Started first = awaitStart(1);
        assertFalse("nobody is served yet", Files.exists(told));
        HttpServer site = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        site.createContext("/", exchange -> exchange.sendResponseHeaders(200, -1));
        site.start();
        try {
            Await.until("systemd is told", () -> Files.readString(told).startsWith("/run/of/systemd --ready"));
        } finally {
            site.stop(0);
        }
        Process restart = begin("restart");
        assertTrue(awaitStart(2).successor());
        restart.destroy();
        assertTrue("the main process is the same", supervisor.isAlive());
        ProcessHandle node = ProcessHandle.of(first.pid()).orElseThrow();
        supervisor.destroy();
        assertTrue("it passes a stop on", supervisor.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, supervisor.exitValue());
        assertFalse(node.isAlive());
    }

    private void tool(String name, String line) throws IOException {
        Path program = Files.createDirectories(root.resolve("bin")).resolve(name);
        Files.writeString(program, "#!/bin/bash\n" + line + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void supervise() throws IOException {
        supervisor = begin("supervise", "groundswell-supervisor:" + node.home());
        awaitStart(1);
    }

    private Process begin(String... command) throws IOException {
        return node.begin(Map.of("GROUNDSWELL_JAVA", java.toString(), "GROUNDSWELL_DATA", node.file("data").toString(),
                "GROUNDSWELL_STOP_SECONDS", "60", "GROUNDSWELL_LEAVE_SECONDS", "3"), command);
    }

    private String release(String version) throws Exception {
        return new BareNode(root.resolve("release-" + version)).version(version).packed().toString();
    }

    /** A Java that is new enough, by what stands beside it. */
    private Path java(String name) throws IOException {
        Path program = Files.createDirectories(root.resolve(name + "/bin")).resolve("java");
        Files.writeString(program, JAVA);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(root.resolve(name + "/release"), "JAVA_VERSION=\"25\"\n");
        return program;
    }

    private void awaitLock() {
        String lock = node.file("data/handover/command").toString();
        Await.until("its last sleep is over, too", () -> new ProcessBuilder("flock", "-n", lock, "true").start().waitFor() == 0);
    }

    private Started awaitStart(int number) {
        Await.until("process " + number + " is there", () -> started().size() >= number);
        return started().get(number - 1);
    }

    private List<Started> started() {
        try (Stream<String> lines = Files.lines(node.file("data/started"))) {
            return lines.map(Started::of).toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}

package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** {@code bin/groundswell} as its user types it. */
public class ScriptIT {
    private static final String TROUBLED = """
            package org.example.troubled;

            import org.osgi.service.component.annotations.Activate;
            import org.osgi.service.component.annotations.Component;

            @Component(immediate = true, service = Troubled.class)
            public class Troubled {
                @Activate
                public Troubled() {
                    org.slf4j.LoggerFactory.getLogger(Troubled.class).error("in trouble",
                            new IllegalStateException("so it is"));
                }
            }
            """;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void startsTellsAndStops() throws Exception {
        Node node = Node.prepared("script");
        assertTrue(node.script("version").text().startsWith("Groundswell 1."));
        assertEquals(3, node.script("status").status());
        var started = node.script("start");
        try {
            assertEquals(started.text(), 0, started.status());
            assertTrue(started.text(), started.text().contains("at http://127.0.0.1:" + node.publicPort() + "/"));
            assertTrue("the owner's link is printed", started.text().contains("/admin/welcome?link="));
            var owner = node.script("owner");
            assertTrue(owner.text(), owner.text().contains("/admin/welcome?link="));
            assertEquals("the one before counts no more", 404, node.admin().get(path(started.text())).status());
            assertEquals(303, node.admin().post("/admin/welcome", Map.of("link", path(owner.text()).replaceFirst(".*=", ""),
                    "name", "noor", "password", "a boat upon the water", "again", "a boat upon the water")).status());
            Await.until("fit to serve", () -> node.script("status").text().contains("fit to serve")
                    && node.script("status").status() == 0);
            var again = node.script("start");
            assertEquals(1, again.status());
            assertTrue(again.text(), again.text().contains("this node runs already"));
            commandsThatFailSaySo(node);
            aSecondHomeIsKeptFromItsData(node);
        } finally {
            assertEquals(0, node.script("stop").status());
        }
        assertEquals(3, node.script("status").status());
        var second = node.script("start");
        assertTrue("there is an owner", !second.text().contains("/admin/welcome?link="));
        Path log = node.home().resolve("data/logs/groundswell.log");
        int before = Files.readString(log).length();
        node.script("stop");
        String last = Files.readString(log).substring(before);
        assertFalse("an ordinary end is no error: " + last, last.contains(" ERROR "));
    }

    /** Of the one-time link in this text. */
    private static String path(String text) {
        Matcher link = Pattern.compile("/admin/welcome\\?link=[\\w-]+").matcher(text);
        assertTrue(text, link.find());
        return link.group();
    }

    @Test
    public void aPersonAtATerminalReadsTenCalmLines() throws Exception {
        try (Node node = Node.prepared("calm")) {
            node.startByHand();
            Await.until("the last line", () -> node.outputText().contains("Ctrl-C\n"));
            node.visitor().give("5", "Somebody", "pay");
            String first = node.outputText();
            for (String each : List.of("http://127.0.0.1:" + node.publicPort() + "/\n", "http://127.0.0.1:" + node.adminPort()
                    + "/admin\n", "/admin/welcome?link=", node.home() + "/site", node.home()
                    + "/data/logs/groundswell.log")) {
                assertTrue(each + " in " + first, first.contains(each));
            }
            assertTrue("the rest is in the log", Files.readString(node.home().resolve("data/logs/groundswell.log"))
                    .contains("PublicListener"));
            Files.writeString(node.home().resolve("conf/org.groundswell.typo.cfg"), "a = b\n");
            Await.until("a mistake shows", () -> node.outputText().contains("conf/org.groundswell.typo.cfg"));
            TestBundle.deploy(node, TestBundle.build(folder.newFolder().toPath(), TROUBLED));
            Await.until("an error shows, in one line", () -> node.outputText().contains(": in trouble\n"));
            Await.until("where it was is in the log", () -> Files.readString(node.home().resolve(
                    "data/logs/groundswell.log")).contains("IllegalStateException: so it is"));
            node.interrupt();
            node.startByHand();
            Await.until("the last line again", () -> node.outputText().split("Ctrl-C", -1).length == 3);
            node.interrupt();
            String all = node.outputText();
            assertEquals("another one each time, until somebody has used it", 3, all.split("welcome\\?link=", -1).length);
            assertEquals(all, List.of(), all.lines().filter(line -> line.matches(
                    ".*(SLF4J|WARNING:|INFO|Unsafe|logback\\]|\tat ).*")).toList());
            assertTrue(first, first.lines().count() <= 12);
        }
    }

    private static void commandsThatFailSaySo(Node node) throws Exception {
        assertEquals(0, node.script("shell", "lb").status());
        assertEquals(1, node.script("shell", "nosuch").status());
        assertEquals(1, node.script("shell", "groundswell:swap", "no.jar").status());
        var nothing = node.script("shell", "groundswell:rollback", "nothing");
        assertEquals(1, nothing.status());
        assertTrue(nothing.text(), nothing.text().contains("REFUSED"));
        assertEquals(2, node.script("shell").status());
        everyCommandIsExplained(node);
        assertEquals(2, node.script("strat").status());
    }

    /** Each that the node itself names: who adds one need not remember this test. */
    private static void everyCommandIsExplained(Node node) throws Exception {
        List<String> commands = node.script("shell", "help").text().lines().filter(line -> line.startsWith("groundswell:"))
                .map(String::strip).toList();
        assertTrue(commands.toString(), commands.containsAll(List.of("groundswell:swap", "groundswell:rehearsal-ends",
                "groundswell:verify-log", "groundswell:retention", "groundswell:drain")) && commands.size() > 15);
        for (String command : commands) {
            var explained = node.script("shell", command, "--help");
            assertEquals(explained.text(), 0, explained.status());
            assertTrue(explained.text(), explained.text().contains("scope: groundswell"));
            assertTrue(explained.text(), explained.text().contains(command.substring("groundswell:".length())));
            assertTrue(explained.text(), command.endsWith(":drain") || explained.text().length() > 48 + command.length());
        }
    }

    private static void aSecondHomeIsKeptFromItsData(Node first) throws Exception {
        Node second = Node.prepared("script-second");
        var data = Map.of("GROUNDSWELL_DATA", first.home().resolve("data").toString());
        var refused = second.script(data, "start");
        assertEquals(1, refused.status());
        assertTrue(refused.text(), refused.text().contains("is held by a node that runs from "
                + first.home().toRealPath()));
        assertEquals(3, second.script(data, "status").status());
        var stopped = second.script(data, "stop");
        assertEquals(1, stopped.status());
        assertTrue(stopped.text(), stopped.text().contains("give this command there: " + first.home().toRealPath()
                + "/bin/groundswell --data "));
        assertTrue(Files.isDirectory(first.home().resolve("data/framework")));
        assertEquals(0, first.script("status").status());
        assertEquals(0, first.script("shell", "lb").status());
    }

    @Test
    public void aNodeThatEndsComesBackAndSaysSo() throws Exception {
        Node node = Node.prepared("comesback");
        assertEquals(0, node.script("start").status());
        try {
            ProcessHandle first = node.serving();
            first.destroyForcibly();
            Await.until("another process is there", () -> node.serving().pid() != first.pid());
            Await.until("it serves", () -> node.visitor().get("/readyz/give").status() == 200);
            String status = node.script("status").text();
            assertTrue(status, status.contains("It ended unexpectedly once") && status.contains("signal KILL"));
            Await.until("it is said to watchers", () -> node.visitor().get("/readyz").body()
                    .contains("{\"name\":\"ends\",\"status\":\"WARN\"}"));
            assertTrue(Files.readString(node.home().resolve("data/logs/groundswell.log"))
                    .contains("The node ended unexpectedly, seen at "));
            // A node that hangs does not hear the word.
            assertEquals(0, new ProcessBuilder("kill", "-STOP", Long.toString(node.serving().pid())).start().waitFor());
        } finally {
            var stopped = node.script(Map.of("GROUNDSWELL_STOP_SECONDS", "1"), "stop");
            assertEquals(6, stopped.status());
            assertTrue(stopped.text(), stopped.text().contains("it is killed now"));
        }
        var after = node.script("status");
        assertEquals(3, after.status());
        RuntimeFolder.addSetting(node.home(), "org.groundswell.edge.listener", "port = 70000");
        String next = node.script("start").text();
        assertTrue(next, next.contains("the node ended unexpectedly, seen at ") && next.contains("found '70000'"));
        assertFalse("told once", node.script("start").text().contains("ended unexpectedly"));
    }

    @Test
    public void aNodeWhoseDataIsRemovedIsStillFound() throws Exception {
        Node node = Node.prepared("removed");
        assertEquals(0, node.script("start").status());
        ProcessHandle running = node.serving();
        String process = "(process " + running.pid() + ")";
        try {
            assertEquals(0, new ProcessBuilder("sh", "-c", "rm -rf \"$0\"/*", node.home().resolve("data").toString())
                    .start().waitFor());
            var status = node.script("status");
            assertTrue(status.text(), status.status() != 3 && status.text().contains(process)
                    && status.text().contains("data/node.pid is gone"));
            var again = node.script("start");
            assertEquals(1, again.status());
            assertTrue(again.text(), again.text().contains("this node runs already " + process));
            var stopped = node.script("stop");
            assertEquals(stopped.text(), "Groundswell is stopped\n", stopped.text());
            assertFalse("its supervisor brings it back no more", running.isAlive());
            assertEquals(3, node.script("status").status());
        } finally {
            running.destroyForcibly();
        }
    }

    @Test
    public void aStartThatFailsIsNotRepeated() throws Exception {
        Node node = Node.prepared("badoption");
        Files.writeString(node.home().resolve("conf/jvm.options"), "\uFEFF-XX:+NoSuchOption\r\n");
        var result = node.script("start");
        assertEquals(1, result.status());
        assertTrue(result.text(), result.text().contains("Unrecognized VM option 'NoSuchOption'"));
        var status = node.script("status");
        assertEquals(3, status.status());
        assertEquals("Groundswell is not running\n", status.text());
    }

    /** Numbers of Arabic digits, an i without a dot, no home, no terminal, a name with odd letters, data elsewhere. */
    @Test
    public void startsOnAStrangeMachine() throws Exception {
        Node node = Node.prepared("strange (\u00fc) one");
        Path data = node.home().resolveSibling("strange data");
        Files.writeString(node.home().resolve("conf/node.env"), "\uFEFFGROUNDSWELL_DATA=" + data + "\r\n");
        for (String language : List.of("ar_EG", "tr_TR")) {
            startsOn(machineThatSpeaks(language), node, data);
        }
    }

    private static Map<String, String> machineThatSpeaks(String language) {
        // Java takes the language from LC_ALL only where the machine has it; from here always.
        return Map.of("HOME", "", "TERM", "", "LANG", "C", "LC_ALL", language + ".UTF-8", "JAVA_TOOL_OPTIONS",
                "-Duser.language=" + language.substring(0, 2) + " -Duser.country=" + language.substring(3),
                "GROUNDSWELL_JAVA", ProcessHandle.current().info().command().orElseThrow());
    }

    private static void startsOn(Map<String, String> machine, Node node, Path data) throws Exception {
        var started = node.script(machine, "start");
        try {
            assertEquals(started.text(), 0, started.status());
            assertEquals(0, node.script(machine, "status").status());
            assertTrue(Files.exists(data.resolve("ledger/ledger.db")));
            try (var left = Files.list(node.home().resolve("data"))) {
                assertEquals(List.of(), left.toList());
            }
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(data)));
            assertEquals("rw-------", PosixFilePermissions.toString(
                    Files.getPosixFilePermissions(data.resolve("ledger/ledger.db"))));
            assertTrue(node.script(machine, "shell", "lb").text().contains("Active"));
        } finally {
            assertEquals(0, node.script(machine, "stop").status());
        }
    }

    @Test
    public void aPortInUseIsSaid() throws Exception {
        Node node = Node.prepared("port");
        try (var taken = new ServerSocket(node.publicPort(), 1, InetAddress.getLoopbackAddress())) {
            var result = node.script("run");
            assertEquals(1, result.status());
            assertTrue(result.text(), Pattern.compile("conf/org\\.groundswell\\.edge\\.listener\\.cfg:\\d+: port: port "
                    + taken.getLocalPort() + " on 127\\.0\\.0\\.1 is in use by another process").matcher(result.text())
                    .find());
            RuntimeFolder.setting(node.home(), "org.groundswell.edge.listener", "port = " + node.adminPort());
            var twice = node.script("run");
            assertEquals(twice.text(), 78, twice.status());
            assertTrue(twice.text(), twice.text().contains("conf/org.groundswell.edge.listener.cfg:1: port as well"));
        }
    }

    @Test
    public void aPortThatIsNoPortIsSaid() throws Exception {
        Node node = Node.prepared("noport");
        for (String port : List.of("web", "70000", "0", "-1", "99999999999999999999", "8202 # public")) {
            RuntimeFolder.setting(node.home(), "org.groundswell.edge.listener", "# The site", "port = " + port);
            var result = node.script("run");
            assertEquals(78, result.status());
            assertTrue(result.text(), result.text().contains("conf/org.groundswell.edge.listener.cfg:2: port: expected"
                    + " a whole number from 1 to 65535, found '" + port + "'"));
        }
        try (var touched = Files.list(node.home().resolve("data"))) {
            assertTrue("refused before anything is started", touched.noneMatch(each -> each.endsWith("framework")));
        }
    }

    @Test
    public void aFolderWhoseNameIsReadOtherwiseIsRefused() throws Exception {
        Node node = Node.prepared("names");
        for (String name : List.of("a,b", "a#b", "a%20b", "a;b", "a&b", "a:b", "a*b", "a\nb", "a".repeat(90))) {
            var result = node.script("--data", node.home().resolve(name).toString(), "start");
            assertEquals(name, 78, result.status());
            assertTrue(result.text(), result.text().contains("in its name"));
            assertFalse("nothing is made", Files.exists(node.home().resolve(name)));
        }
    }

    @Test
    public void theUnitIsWhatSystemdReads() throws Exception {
        Node node = Node.prepared("unit");
        RuntimeFolder.setting(node.home(), "org.groundswell.edge.listener", "port = 80");
        String unit = node.script("unit", "giving").text();
        assertTrue(unit, unit.contains("ExecStart=\"" + node.home().toRealPath() + "/bin/groundswell\" --data")
                && unit.contains("User=giving\n") && unit.contains("AmbientCapabilities=CAP_NET_BIND_SERVICE\n")
                && unit.contains("Type=notify\n") && unit.contains("RestartPreventExitStatus=2 4 6 78\n"));
    }

    @Test
    public void aFolderThatCannotBeWrittenIsSaid() throws Exception {
        Node node = Node.prepared("readonly");
        // Even root cannot make a folder where a file stands.
        Files.delete(node.home().resolve("data"));
        Files.writeString(node.home().resolve("data"), "");
        var result = node.script("run");
        assertEquals(4, result.status());
        assertTrue(result.text(), result.text().contains("cannot write to " + node.home().toRealPath() + "/data"));
    }

    @Test
    public void anOldJavaIsNotEnough() throws Exception {
        Node node = Node.prepared("oldjava");
        // Those that are installed on this machine are not looked for.
        Path settings = node.home().resolve("lib/settings.sh");
        Files.writeString(settings, Files.readString(settings).replace("/usr/lib/jvm/*/bin/java /opt/*/bin/java", ""));
        var result = node.script(Map.of("JAVA_HOME", "", "HOME", "/nonexistent", "GROUNDSWELL_JAVA", "/bin/false",
                "PATH", "/usr/bin:/bin"), "run");
        assertEquals(result.text(), 1, result.status());
        assertTrue(result.text(), result.text().contains("needs Java 25 or newer and found none. Install one"));
    }
}

package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.FixMethodOrder;
import org.junit.Test;
import org.junit.runners.MethodSorters;

/** Another release takes the place of the one that serves, and the one before comes back. */
@FixMethodOrder(MethodSorters.NAME_ASCENDING)
public class UpgradeIT {
    private static final int REQUESTS_PER_SECOND = 50;
    private static final int GIFT = 500;
    private static final String NEW = "1.0.1";
    private static Node node;
    private static Path folder;
    private static String old;
    private static NextRelease next;

    @BeforeClass
    public static void start() throws Exception {
        node = Node.prepared("upgrade");
        // Longer than from one sign of life of a stream to the next: while the ledger changes hands no total moves.
        RuntimeFolder.addSetting(node.home(), "org.groundswell.edge.listener", "idleSeconds = 20");
        folder = Files.createDirectories(node.home().resolveSibling("upgrade-releases"));
        old = node.script("version").text().strip();
        next = new NextRelease(folder, old.substring(old.indexOf(' ') + 1));
        assertEquals(0, node.script(Map.of("GROUNDSWELL_TRIAL_SECONDS", "3"), "start").status());
    }

    @AfterClass
    public static void stop() throws Exception {
        assertEquals(0, node.script("stop").status());
    }

    @Test
    public void aWhatCannotBeIsRefusedInOneSentence() throws Exception {
        long serving = node.serving().pid();
        Path release = next.small("refused.tar.gz", "0.9.9");
        refused(2, "usage: upgrade TARBALL");
        refused(2, "cannot read /nowhere.tar.gz", "/nowhere.tar.gz");
        refused(1, "older than", release.toString());
        Path checksum = NextRelease.checksum(release);
        Files.writeString(checksum, "0".repeat(64) + "  refused.tar.gz\n");
        refused(1, "is not what", release.toString());
        Files.delete(checksum);
        refused(2, "comes with its checksum", release.toString());
        Path text = folder.resolve("text.tar.gz");
        Files.writeString(text, "no release");
        NextRelease.sign(text);
        refused(1, "cannot be unpacked", text.toString());
        Path narrower = next.small("narrower.tar.gz", "1.0.3", "schema-other.sql");
        refused(1, "cannot go on with the ledger of 1.0.3 (ledger-sqlite, schema-other.sql)", narrower.toString());
        Node.Result back = node.script("downgrade");
        assertEquals(back.text(), 1, back.status());
        assertTrue(back.text(), back.text().contains("there is no release before this one"));
        assertEquals("nobody was disturbed", serving, node.serving().pid());
    }

    @Test
    public void aWhileOneIsUnderWayAnotherOneIsRefused() throws Exception {
        Path release = next.small("second.tar.gz", NEW);
        String lock = node.home().resolve("data/handover/command").toString();
        Process first = new ProcessBuilder("flock", lock, "cat").start();
        try {
            Await.until("one is under way", () -> new ProcessBuilder("flock", "-n", lock, "true").start().waitFor() != 0);
            refused(1, "is under way", release.toString());
            Node.Result restarted = node.script("restart");
            assertEquals(restarted.text(), 1, restarted.status());
            assertTrue(restarted.text(), restarted.text().contains("is under way"));
        } finally {
            first.getOutputStream().close();
            first.waitFor();
        }
    }

    @Test
    public void bAReleaseThatCannotStartLeavesTheOneBeforeInItsPlace() throws Exception {
        long serving = node.serving().pid();
        Node.Result upgraded = node.script("upgrade", next.small("broken.tar.gz", "1.0.2").toString());
        assertEquals(upgraded.text(), 1, upgraded.status());
        assertTrue(upgraded.text(), upgraded.text().contains("goes on (process " + serving + ")"));
        assertEquals(serving, node.serving().pid());
        assertEquals(old, node.script("version").text().strip());
    }

    @Test
    public void cAnotherReleaseTakesOverUnderLoadAndTheOneBeforeComesBack() throws Exception {
        Path release = next.whole(NEW);
        int schema = schema();
        long before = node.settledTotal();
        long first = node.serving().pid();
        String site = Files.readString(node.home().resolve("site/site.yaml"));
        var load = new MixedLoad(node.visitor(), REQUESTS_PER_SECOND);
        try (load) {
            Node.Result upgraded = node.script("upgrade", release.toString());
            assertEquals(upgraded.text(), 0, upgraded.status());
            long second = node.serving().pid();
            assertNotEquals(first, second);
            serves(NEW);
            assertEquals("the new one has widened the ledger", schema + 1, schema());
            Node.Result back = node.script("downgrade");
            assertEquals(back.text(), 0, back.status());
            assertNotEquals(second, node.serving().pid());
            serves(next.shipped());
        }
        MixedLoad.Figures seen = load.figures();
        System.out.println(seen);
        assertEquals(seen.examples().toString(), 0, seen.failures());
        Await.until("gifts accepted are in the ledger, once",
                () -> before + seen.accepted() * GIFT == node.ledgerTotal());
        assertEquals(site, Files.readString(node.home().resolve("site/site.yaml")));
    }

    /** Whoever is with it just then is asked to come again; nobody after that notices. */
    @Test
    public void cKilledOnItsTrialItLeavesTheOneBeforeInItsPlace() throws Exception {
        long serving = node.serving().pid();
        long before = node.settledTotal();
        Path log = node.home().resolve("data/logs/groundswell.log");
        Pattern trial = Pattern.compile("process (\\d+) answers them on trial");
        long tried = trial.matcher(Files.readString(log)).results().count();
        var load = new MixedLoad(node.visitor(), REQUESTS_PER_SECOND);
        try (load) {
            var killer = Thread.ofPlatform().start(() -> Await.until("the new process is killed", () ->
                    trial.matcher(Files.readString(log)).results().skip(tried).findFirst()
                            .flatMap(line -> ProcessHandle.of(Long.parseLong(line.group(1))))
                            .filter(ProcessHandle::destroyForcibly).isPresent()));
            Node.Result upgraded = node.script("upgrade", folder.resolve("groundswell-" + NEW + ".tar.gz").toString());
            killer.join();
            assertEquals(upgraded.text(), 1, upgraded.status());
            assertTrue(upgraded.text(), upgraded.text().contains("goes on (process " + serving + ")"));
            long then = load.figures().accepted();
            Await.until("gifts are taken", () -> load.figures().accepted() > then);
        }
        MixedLoad.Figures seen = load.figures();
        System.out.println(seen);
        assertEquals(serving, node.serving().pid());
        Await.until("gifts accepted are in the ledger", () -> before + seen.accepted() * GIFT <= node.ledgerTotal());
        long more = node.settledTotal() - before - seen.accepted() * GIFT;
        assertTrue(more + " more than " + seen, more >= 0 && more <= seen.unknown() * GIFT && more % GIFT == 0);
    }

    @Test
    public void dOneThatIsNotFitWithTheLedgerInItsHandsGivesItBack() throws Exception {
        long serving = node.serving().pid();
        int schema = schema();
        long before = node.settledTotal();
        Node.Result upgraded = node.script("upgrade", next.withoutGateway(NEW).toString());
        assertEquals(upgraded.text(), 1, upgraded.status());
        assertTrue(upgraded.text(), upgraded.text().contains("goes on (process " + serving + "): it was not fit to take gifts"));
        assertEquals("it has widened the ledger", schema + 1, schema());
        assertEquals(serving, node.serving().pid());
        assertEquals(old, node.script("version").text().strip());
        var load = new MixedLoad(node.visitor(), REQUESTS_PER_SECOND);
        try (load) {
            Await.until("gifts are taken", () -> load.figures().accepted() > 0);
        }
        assertEquals(load.figures().examples().toString(), 0, load.figures().failures());
        Await.until("gifts accepted are in the ledger, once",
                () -> before + load.figures().accepted() * GIFT == node.ledgerTotal());
    }

    /** The next start is of the release that serves, whoever gives it. */
    @Test
    public void eAReleaseThatIsKilledWhenItServesIsBroughtBack() throws Exception {
        Node.Result forward = node.script("downgrade");
        assertEquals(forward.text(), 0, forward.status());
        serves(NEW);
        long serving = node.serving().pid();
        node.serving().destroyForcibly();
        Await.until("another process is there", () -> node.serving().pid() != serving
                && node.script("status").status() == 0);
        serves(NEW);
        assertEquals(0, node.script("stop").status());
        assertEquals(0, node.script("start").status());
        serves(NEW);
    }

    private static void serves(String version) throws Exception {
        Node.Result status = node.script("status");
        assertTrue(status.text(), status.text().startsWith("Groundswell " + version + " runs (process " + node.serving().pid()));
        Path release = version.equals(NEW) ? node.home().resolve("releases").resolve(NEW) : node.home();
        String words = Files.readString(Path.of("/proc", Long.toString(node.serving().pid()), "cmdline"));
        assertTrue("the process is of that release: " + words, words.contains(release.resolve("launcher").toString()));
    }

    private static void refused(int status, String sentence, String... tarball) throws Exception {
        Node.Result result = tarball.length == 0 ? node.script("upgrade") : node.script("upgrade", tarball[0]);
        assertEquals(result.text(), status, result.status());
        assertTrue(result.text(), result.text().contains(sentence));
        assertEquals(result.text(), 1, result.text().lines().count());
    }

    /** The step that the ledger's schema has come to. */
    private static int schema() throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + node.ledger());
                var rows = connection.createStatement().executeQuery("PRAGMA user_version")) {
            return rows.getInt(1);
        }
    }
}

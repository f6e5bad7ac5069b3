package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
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

    @BeforeClass
    public static void start() throws Exception {
        node = Node.prepared("upgrade");
        RuntimeFolder.addSetting(node.home(), "org.groundswell.edge.listener", "idleSeconds = 5");
        folder = Files.createDirectories(node.home().resolveSibling("upgrade-releases"));
        old = node.script("version").text().strip();
        assertEquals(0, node.script("start").status());
    }

    @AfterClass
    public static void stop() throws Exception {
        assertEquals(0, node.script("stop").status());
    }

    @Test
    public void aWhatCannotBeIsRefusedInOneSentence() throws Exception {
        long serving = node.serving().pid();
        Path release = small("refused.tar.gz", "0.9.9");
        refused(2, "usage: upgrade TARBALL");
        refused(2, "cannot read /nowhere.tar.gz", "/nowhere.tar.gz");
        refused(1, "older than", release.toString());
        Path checksum = checksum(release);
        Files.writeString(checksum, "0".repeat(64) + "  refused.tar.gz\n");
        refused(1, "is not what", release.toString());
        Files.delete(checksum);
        refused(2, "comes with its checksum", release.toString());
        Path text = folder.resolve("text.tar.gz");
        Files.writeString(text, "no release");
        sign(text);
        refused(1, "cannot be unpacked", text.toString());
        Node.Result back = node.script("downgrade");
        assertEquals(back.text(), 1, back.status());
        assertTrue(back.text(), back.text().contains("there is no release before this one"));
        assertEquals("nobody was disturbed", serving, node.serving().pid());
    }

    @Test
    public void aWhileOneIsUnderWayAnotherOneIsRefused() throws Exception {
        Path release = small("second.tar.gz", NEW);
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
        Node.Result upgraded = node.script("upgrade", small("broken.tar.gz", "1.0.2").toString());
        assertEquals(upgraded.text(), 1, upgraded.status());
        assertTrue(upgraded.text(), upgraded.text().contains("goes on (process " + serving + ")"));
        assertEquals(serving, node.serving().pid());
        assertEquals(old, node.script("version").text().strip());
    }

    @Test
    public void cAnotherReleaseTakesOverUnderLoadAndTheOneBeforeComesBack() throws Exception {
        Path release = whole();
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
            Node.Result back = node.script("downgrade");
            assertEquals(back.text(), 0, back.status());
            assertNotEquals(second, node.serving().pid());
            serves(old.substring(old.indexOf(' ') + 1));
        }
        MixedLoad.Figures seen = load.figures();
        System.out.println(seen);
        assertEquals(seen.examples().toString(), 0, seen.failures());
        Await.until("gifts accepted are in the ledger, once",
                () -> before + seen.accepted() * GIFT == node.ledgerTotal());
        assertEquals(site, Files.readString(node.home().resolve("site/site.yaml")));
    }

    @Test
    public void dOneThatIsNotFitWithTheLedgerInItsHandsGivesItBack() throws Exception {
        long serving = node.serving().pid();
        long before = node.settledTotal();
        Node.Result upgraded = node.script("upgrade", withoutGateway().toString());
        assertEquals(upgraded.text(), 1, upgraded.status());
        assertTrue(upgraded.text(), upgraded.text().contains("goes on (process " + serving + "): it was not fit to take gifts"));
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

    /** What is shipped, under another version. */
    private static Path whole() throws Exception {
        return pack(folder.resolve("groundswell-" + NEW + ".tar.gz"), shipped());
    }

    private static Path shipped() throws IOException {
        Path copy = RuntimeFolder.copy("upgrade-new", 1, 2);
        Path script = copy.resolve("bin/groundswell");
        Files.writeString(script, Files.readString(script).replace("version='" + old.substring(old.indexOf(' ') + 1) + "'",
                "version='" + NEW + "'"));
        return copy;
    }

    /** What is shipped, with a bundle that does nothing in the place of the only gateway. */
    private static Path withoutGateway() throws Exception {
        Path copy = shipped();
        Path sandbox;
        try (Stream<Path> jars = Files.walk(copy.resolve("artifacts/org/groundswell/org.groundswell.payments.sandbox"))) {
            sandbox = jars.filter(each -> each.toString().endsWith(".jar")).findFirst().orElseThrow();
        }
        var manifest = new Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        manifest.getMainAttributes().putValue("Bundle-ManifestVersion", "2");
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", "org.groundswell.payments.sandbox");
        manifest.getMainAttributes().putValue("Bundle-Version", "1.0.0");
        new JarOutputStream(Files.newOutputStream(sandbox), manifest).close();
        return pack(folder.resolve("unfit.tar.gz"), copy);
    }

    /** A release of which only the script is there. */
    private static Path small(String name, String version) throws Exception {
        Path copy = Files.createDirectories(folder.resolve(version));
        for (String part : List.of("bin", "lib", "launcher", "artifacts", "features")) {
            Files.createDirectories(copy.resolve(part));
        }
        Files.writeString(copy.resolve("bin/groundswell"), "version='" + version
                + "'\n[ $1 != version ] || { echo Groundswell $version; exit; }\nexit 9\n");
        Files.writeString(copy.resolve("lib/succession.sh"), "");
        return pack(folder.resolve(name), copy);
    }

    private static Path pack(Path tarball, Path home) throws Exception {
        String name = home.getFileName().toString();
        assertEquals(0, new ProcessBuilder("tar", "-cf", tarball.toString(), "-C", home.getParent().toString(),
                "--use-compress-program=gzip -1", "--transform=s,^" + name + ",groundswell,", name).inheritIO().start().waitFor());
        sign(tarball);
        return tarball;
    }

    private static void sign(Path tarball) throws Exception {
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        Files.writeString(checksum(tarball), HexFormat.of().formatHex(sha.digest(Files.readAllBytes(tarball))) + "  "
                + tarball.getFileName() + "\n", StandardCharsets.US_ASCII);
    }

    private static Path checksum(Path tarball) {
        return tarball.resolveSibling(tarball.getFileName() + ".sha256");
    }
}

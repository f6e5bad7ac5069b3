package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What {@code upgrade} takes for a release, and where it goes; the node does not run. */
public class TarballIT {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private Path root;
    private BareNode node;

    @Before
    public void make() throws Exception {
        root = folder.getRoot().toPath().toRealPath();
        node = new BareNode(root.resolve("node"));
        Files.writeString(node.file("data/gifts"), "all of them");
        Files.writeString(node.file("conf/mine"), "mine");
    }

    @Test
    public void theNextReleaseIsTakenAndTheOneBeforeComesBack() throws Exception {
        taken(release("1.0.1").packed(), "1.0.1");
        assertFalse(Files.exists(node.file("releases/1.0.1/data")));
        assertEquals(0, node.script("downgrade").status());
        assertEquals("Groundswell 1.0.0\n", node.script("version").text());
    }

    @Test
    public void aFolderThatIsALinkIsNotFollowed() throws Exception {
        Files.createSymbolicLink(root.resolve("link"), node.home());
        refused(release("1.0.1").packed("--transform=s,^link,groundswell,SH", "link"), "has a link in it");
    }

    @Test
    public void aLinkAnywhereIsRefused() throws Exception {
        BareNode symbolic = release("1.0.1");
        Files.createSymbolicLink(symbolic.file("site"), node.file("data"));
        refused(symbolic.packed(), "has a link in it: groundswell/site");
        BareNode hard = release("1.0.2");
        Files.createLink(hard.file("lib/other.sh"), hard.file("lib/tools.sh"));
        refused(hard.packed(), "has a link in it: groundswell/lib/");
        BareNode pipe = release("1.0.3");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.file("lib/pipe").toString()).start().waitFor());
        refused(pipe.packed(), "has what is neither file nor folder in it: groundswell/lib/pipe");
    }

    @Test
    public void aNameThatLeadsOutIsRefused() throws Exception {
        Files.writeString(root.resolve("evil"), "evil");
        for (String name : List.of("groundswell/../../../data/gifts", "../evil", node.file("data/gifts").toString(), "evil",
                "groundswells/evil")) {
            BareNode release = release("1.0.1-" + Math.abs(name.hashCode()));
            String own = release.home().getFileName().toString();
            refused(release.packed("--transform=s,^evil," + name + ",SH;s,^" + own + ",groundswell,SH", own, "evil"),
                    "has a name in it that is not below groundswell/");
        }
    }

    @Test
    public void aReleaseOfWhichAPartIsMissingIsRefused() throws Exception {
        for (String part : List.of("launcher", "artifacts", "features", "lib/succession.sh", "lib/tools.sh", "bin")) {
            BareNode release = release("1.0.1-" + Math.abs(part.hashCode()));
            assertEquals(0, new ProcessBuilder("rm", "-r", release.file(part).toString()).start().waitFor());
            refused(release.packed(), "is no release of Groundswell that can take the place of this one");
        }
    }

    @Test
    public void aFinalReleaseFollowsItsCandidates() throws Exception {
        node.version("1.0.0-rc2");
        refused(release("1.0.0-rc1").packed(), "older than 1.0.0-rc2");
        taken(release("1.0.0-rc10").packed(), "1.0.0-rc10");
        taken(release("1.0.0").packed(), "1.0.0");
        refused(release("1.0.0-SNAPSHOT").packed(), "older than 1.0.0");
        refused(release("1.0.0-rc11").packed(), "older than 1.0.0");
        taken(release("1.0.1-SNAPSHOT").packed(), "1.0.1-SNAPSHOT");
        taken(release("1.0.1").packed(), "1.0.1");
        taken(release("1.0.10").packed(), "1.0.10");
    }

    @Test
    public void aReleaseThatLeavesNoWayBackSaysSo() throws Exception {
        steps(node, "first.sql");
        taken(steps(release("1.0.1"), "first.sql", "second.sql widens").packed(), "1.0.1");
        Node.Result result = node.script("upgrade", steps(release("1.0.2"), "first.sql", "second.sql widens", "third.sql",
                "fourth.sql widens").packed().toString());
        String why = "Groundswell 1.0.1 cannot go on with the ledger of 1.0.2 (ledger, third.sql)";
        assertEquals(result.text(), 0, result.status());
        assertTrue(result.text(), result.text().contains(why));
        result = node.script("downgrade");
        assertEquals(result.text(), 0, result.status());
        assertTrue(result.text(), result.text().contains(why));
    }

    @Test
    public void otherUsersMayReadTheProgramAndNotTheData() throws Exception {
        BareNode release = release("1.0.1");
        assertEquals(0, new ProcessBuilder("chmod", "-R", "go=", release.home().toString()).start().waitFor());
        Files.setPosixFilePermissions(node.file("data"), PosixFilePermissions.fromString("rwx------"));
        Files.createDirectory(node.file("releases"), PosixFilePermissions.asFileAttribute(
                PosixFilePermissions.fromString("rwx------")));
        taken(release.packed(), "1.0.1");
        for (String each : List.of("releases", "releases/1.0.1", "releases/1.0.1/bin")) {
            assertEquals(each, "rwxr-xr-x", PosixFilePermissions.toString(Files.getPosixFilePermissions(node.file(each))));
        }
        assertTrue(PosixFilePermissions.toString(Files.getPosixFilePermissions(node.file("releases/1.0.1/lib/tools.sh")))
                .endsWith("r--r--"));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(node.file("data"))));
    }

    @Test
    public void aProgramThatIsMissingIsNamed() throws Exception {
        Path tarball = release("1.0.1").packed();
        for (String missing : List.of("flock", "sha256sum", "tar", "gzip")) {
            Node.Result result = BareNode.end(node.begin(Map.of("PATH", allBut(missing)), "upgrade", tarball.toString()));
            assertEquals(result.text(), 1, result.status());
            assertEquals("groundswell: this machine has no '" + missing + "', which 'upgrade' needs: install it\n",
                    result.text());
        }
    }

    @Test
    public void aReleaseIsSignedByWhoseKeyTheNodeHas() throws Exception {
        String[][] algorithms = {{"Ed25519", "Ed25519", "1.0.1"}, {"EC", "SHA256withECDSA", "1.0.2"}, {"RSA", "SHA256withRSA", "1.0.3"}};
        for (String[] algorithm : algorithms) {
            KeyPair publisher = KeyPairGenerator.getInstance(algorithm[0]).generateKeyPair();
            KeyPair other = KeyPairGenerator.getInstance(algorithm[0]).generateKeyPair();
            Path tarball = release(algorithm[2]).packed();
            Path signature = Path.of(tarball + ".sig");
            sign(algorithm[1], publisher, tarball, signature);
            Files.deleteIfExists(node.file("conf/release-key.pem"));
            refused(tarball, "put the public key of who signs releases at " + node.file("conf/release-key.pem"));
            Files.writeString(node.file("conf/release-key.pem"), pem(publisher));
            Files.move(signature, root.resolve("kept.sig"), StandardCopyOption.REPLACE_EXISTING);
            refused(tarball, "is not signed, which");
            sign(algorithm[1], other, tarball, signature);
            refused(tarball, "is not signed with the key of");
            Files.writeString(node.file("conf/release-key.pem"), pem(publisher));
            Files.move(root.resolve("kept.sig"), signature, StandardCopyOption.REPLACE_EXISTING);
            taken(tarball, algorithm[2]);
        }
        Path tarball = release("1.0.4").packed();
        Files.writeString(Path.of(tarball + ".sig"), "");
        Node.Result result = BareNode.end(node.begin(Map.of("PATH", allBut("openssl")), "upgrade", tarball.toString()));
        assertTrue(result.text(), result.text().contains("this machine has no 'openssl'"));
    }

    private static void sign(String algorithm, KeyPair signer, Path tarball, Path to) throws Exception {
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(signer.getPrivate());
        signature.update(Files.readAllBytes(tarball));
        Files.write(to, signature.sign());
    }

    private static String pem(KeyPair signer) {
        return "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(signer.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    private String allBut(String missing) throws Exception {
        Path tools = folder.newFolder().toPath();
        for (String each : List.of("/usr/bin", "/bin")) {
            try (Stream<Path> found = Files.list(Path.of(each))) {
                for (Path tool : found.toList()) {
                    Path link = tools.resolve(tool.getFileName());
                    if (!Files.exists(link) && Files.exists(tool) && !tool.endsWith(missing)) {
                        Files.createSymbolicLink(link, tool);
                    }
                }
            }
        }
        return tools.toString();
    }

    /** Somebody keeps nodes in ~/releases, and has a link to one of them in ~/bin. */
    @Test
    public void aNodeInAFolderOfThatNameIsItsOwn() throws Exception {
        BareNode own = new BareNode(root.resolve("somebody/releases/gs"));
        Files.createDirectories(root.resolve("somebody/bin"));
        Files.createSymbolicLink(root.resolve("somebody/bin/groundswell"), own.file("bin/groundswell"));
        String unit = own.script("unit", "giving").text();
        assertTrue(unit, unit.contains("ExecStart=\"" + own.home() + "/bin/groundswell\""));
        Files.delete(root.resolve("somebody/bin/groundswell"));
        Files.writeString(root.resolve("somebody/bin/groundswell"), "another program");
        unit = own.script("unit", "giving").text();
        assertTrue(unit, unit.contains("ExecStart=\"" + own.home() + "/bin/groundswell\""));
    }

    /** Somebody has put a link to the current release in the place of the node's own script. */
    @Test
    public void aLinkInTheNodesFolderLeadsToTheNode() throws Exception {
        taken(release("1.0.1").packed(), "1.0.1");
        Files.delete(node.file("bin/groundswell"));
        Files.createSymbolicLink(node.file("bin/groundswell"), Path.of("../releases/current/bin/groundswell"));
        String unit = node.script("unit", "giving").text();
        assertTrue(unit, unit.contains("ExecStart=\"" + node.home() + "/bin/groundswell\""));
    }

    private static BareNode steps(BareNode release, String... steps) throws Exception {
        Files.createDirectories(release.file("lib/schema"));
        Files.write(release.file("lib/schema/ledger"), List.of(steps));
        return release;
    }

    private BareNode release(String version) throws Exception {
        return new BareNode(root.resolve("release-" + version)).version(version);
    }

    private void taken(Path tarball, String version) throws Exception {
        Node.Result result = node.script("upgrade", tarball.toString());
        assertEquals(result.text(), 0, result.status());
        assertEquals("Groundswell " + version + "\n", node.script("version").text());
        whole();
    }

    private void refused(Path tarball, String sentence) throws Exception {
        String before = node.script("version").text();
        Node.Result result = node.script("upgrade", tarball.toString());
        assertEquals(result.text(), 1, result.status());
        assertTrue(result.text(), result.text().contains(sentence));
        assertEquals(result.text(), 1, result.text().lines().count());
        assertEquals(before, node.script("version").text());
        assertFalse(Files.exists(node.file("releases/incoming")));
        whole();
    }

    private void whole() throws Exception {
        assertEquals("all of them", Files.readString(node.file("data/gifts")));
        assertEquals("mine", Files.readString(node.file("conf/mine")));
    }
}

package org.groundswell.itests;

import static org.groundswell.itests.Greeter.hello;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.After;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Jars that come into a running node, good ones and bad ones, while donors give. */
public class KeeperIT {
    private static final String SANDBOX = "org.groundswell.payments.sandbox";
    private static final String GREETER = Greeter.NAME;

    @ClassRule
    public static final SharedNode NODE = new SharedNode("keeper", Map.of(
            "org.groundswell.kernel.keeper", List.of("probationMillis = 1500"),
            "org.groundswell.kernel.switchboard", List.of("holdMillis = 4000", "drainMillis = 5000")));
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final Node node = NODE.node();
    private final Visitor visitor = node.visitor();

    /** Also after a test that failed. */
    @After
    public void emptyDeployFolder() throws Exception {
        Greeter.clear(node);
    }

    @Test
    public void aJarThatIsNoneTakesNothingDownAndIsReported() throws Exception {
        var log = new SwapLog(node);
        Path whole = greeter("1.0.0", "", hello("whole"), "OK");
        byte[] bytes = Files.readAllBytes(whole);
        Path text = deployed("text.jar", "this is no jar".getBytes());
        Path half = deployed("half.jar", Arrays.copyOf(bytes, bytes.length / 2));
        byte[] flipped = bytes.clone();
        flipped[bytes.length / 3] ^= 1;
        Path corrupt = deployed("corrupt.jar", flipped);
        Path other = deployed("picture.png", new byte[] {1, 2, 3});
        assertTrue(log.reason("text.jar", "REFUSED").contains("it is no jar"));
        assertTrue(log.reason("half.jar", "REFUSED").contains("only a part of one"));
        log.await("corrupt.jar", "REFUSED");
        assertTrue(log.reason("picture.png", "REFUSED").contains("neither a bundle (.jar)"));
        // Nobody takes this at all.
        Path notes = deployed("notes.txt", "remember the milk".getBytes());
        assertEquals(404, visitor.get("/greeter").status());
        Await.until("status says what is not in, and what never will be", () -> {
            String status = node.script("status").text();
            assertTrue(status, status.contains("deploy/text.jar is not in: it is no jar")
                    && status.contains("deploy/notes.txt is not taken: it is text and no bundle"));
            return true;
        });
        // The other half arrives.
        Files.write(half, bytes);
        log.await(GREETER, "GOOD");
        assertEquals("whole", visitor.get("/greeter").body().strip());
        for (Path file : List.of(text, half, corrupt, other, notes)) {
            Files.delete(file);
        }
        log.await(GREETER, "REMOVED");
        assertEquals(404, visitor.get("/greeter").status());
    }

    @Test
    public void aJarThatDoesNotFitIsRefusedBeforeAnythingIsTouched() throws Exception {
        var log = new SwapLog(node);
        try (var donors = new Donors(visitor, 2)) {
            assertTrue(refusal(SANDBOX, Map.of("Bundle-Version", "1.0.5", "Import-Package", "org.example.nowhere"))
                    .contains("org.example.nowhere"));
            assertTrue(refusal(SANDBOX, Map.of("Bundle-Version", "0.9.0")).contains("1.0.0 runs"));
            String api = "org.groundswell.payments.api";
            String reason = refusal(api, Map.of("Bundle-Version", "1.99.0"));
            assertTrue(reason, reason.contains("it would restart") && reason.contains(SANDBOX));
            assertTrue(node.script("shell", "groundswell:affected", api).text().contains(SANDBOX));
            assertEquals(List.of(), donors.unhappy());
        }
        assertTrue(log.records().stream().allMatch(each -> each.get("outcome").getAsString().equals("REFUSED")));
    }

    private String refusal(String bundle, Map<String, String> headers) throws Exception {
        var log = new SwapLog(node);
        Path file = TestBundle.deploy(node, TestBundle.next(node, bundle, folder.getRoot().toPath(), headers));
        String reason = log.reason(bundle, "REFUSED");
        Files.delete(file);
        return reason;
    }

    @Test
    public void oneBundleComesFromOneFile() throws Exception {
        var log = new SwapLog(node);
        Path first = TestBundle.deploy(node, greeter("1.0.0", "", hello("one"), "OK"));
        log.await(GREETER, "GOOD");
        Path second = TestBundle.deploy(node, greeter("1.0.1", "", hello("two"), "OK"));
        assertTrue(log.reason(second.getFileName().toString(), "REFUSED")
                .contains("came with " + first.getFileName()));
        assertEquals("one", visitor.get("/greeter").body().strip());
        Files.delete(second);
        Files.delete(first);
        log.await(GREETER, "REMOVED");
    }

    @Test
    public void donorsNoticeNothingOfJarsThatDoNotStart() throws Exception {
        var log = new SwapLog(node);
        try (var donors = new Donors(visitor, 3)) {
            Path broken = TestBundle.deploy(node, TestBundle.next(node, SANDBOX, folder.getRoot().toPath(),
                    Map.of("Bundle-Version", "1.0.6", "Bundle-Activator", "org.example.Missing")));
            assertTrue(log.reason(SANDBOX, "ROLLED_BACK").contains("org.example.Missing"));
            Files.delete(broken);
            var again = new SwapLog(node);
            Path empty = TestBundle.deploy(node, TestBundle.next(node, SANDBOX, folder.getRoot().toPath(),
                    Map.of("Bundle-Version", "1.0.7", "Service-Component", "")));
            assertTrue(again.reason(SANDBOX, "ROLLED_BACK").contains("not back: payments.sandbox"));
            Files.delete(empty);
            int before = donors.thanked();
            Await.until("donors go on", () -> donors.thanked() > before + 3);
            assertEquals(List.of(), donors.unhappy());
        }
        // A jar that did not prove itself is not tried again by itself.
        var third = new SwapLog(node);
        Path broken = TestBundle.deploy(node, TestBundle.next(node, SANDBOX, folder.getRoot().toPath(),
                Map.of("Bundle-Version", "1.0.6", "Bundle-Activator", "org.example.Missing")));
        assertTrue(third.reason(SANDBOX, "REFUSED").contains("did not prove itself"));
        Files.delete(broken);
    }

    @Test
    public void theShellSwapsAndRollsBackAndTwoSwapsAtOnceAreTwoSwaps() throws Exception {
        var log = new SwapLog(node);
        Path next = TestBundle.next(node, SANDBOX, folder.getRoot().toPath(), Map.of("Bundle-Version", "1.0.1"));
        Path contact = TestBundle.next(node, "org.groundswell.pages.contact", folder.getRoot().toPath(),
                Map.of("Bundle-Version", "1.0.1"));
        try (var donors = new Donors(visitor, 3)) {
            var both = List.of(next, contact).parallelStream().map(jar -> {
                try {
                    return node.script("shell", "groundswell:swap", jar.toString()).text();
                } catch (Exception e) {
                    return e.toString();
                }
            }).toList();
            assertTrue(both.toString(), both.stream().allMatch(text -> text.contains("GOOD")));
            assertTrue(node.script("shell", "groundswell:swap", next.toString()).text().contains("runs already"));
            String back = node.script("shell", "groundswell:rollback", SANDBOX).text();
            assertTrue(back, back.contains("GOOD") && back.contains("1.0.1 -> 1.0.0"));
            node.script("shell", "groundswell:rollback", "org.groundswell.pages.contact");
            assertEquals(List.of(), donors.unhappy());
        }
        log.await("org.groundswell.pages.contact", "GOOD");
        assertTrue(node.script("shell", "groundswell:history", SANDBOX).text().contains("by shell"));
        assertFalse(node.script("shell", "groundswell:ports").text().contains("nobody"));
    }

    private Path deployed(String name, byte[] content) throws Exception {
        Path file = folder.getRoot().toPath().resolve(name);
        Files.write(file, content);
        return TestBundle.deploy(node, file);
    }

    private Path greeter(String version, String constructor, String body, String health) throws Exception {
        return Greeter.build(folder.newFolder().toPath(), version, constructor, body, health);
    }
}

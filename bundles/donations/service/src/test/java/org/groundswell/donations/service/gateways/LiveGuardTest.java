package org.groundswell.donations.service.gateways;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.groundswell.kernel.api.node.NodeFolder;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class LiveGuardTest {
    private static final String ADDRESS = "https://give.example";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void realMoneyIsTakenAtOneAddressOnly() throws Exception {
        Path node = folder.newFolder("node").toPath();
        assertEquals(Optional.empty(), objection(node, ADDRESS, ADDRESS, "m1"));
        assertTrue("not said", objection(node, ADDRESS, "", "m1").isPresent());
        assertTrue("a test site", objection(node, "https://test.example", ADDRESS, "m1").isPresent());
        assertTrue("unprotected", objection(node, "http://give.example", "http://give.example", "m1").isPresent());
    }

    @Test
    public void aCopyIsFoundOut() throws Exception {
        Path node = folder.newFolder("node").toPath();
        assertEquals(Optional.empty(), objection(node, ADDRESS, ADDRESS, "m1"));
        assertTrue("another machine", objection(node, ADDRESS, ADDRESS, "m2").isPresent());
        Path copy = folder.newFolder("copy").toPath();
        Files.createDirectory(copy.resolve("data"));
        Files.copy(node.resolve("data/live.place"), copy.resolve("data/live.place"));
        assertTrue("another folder", objection(copy, ADDRESS, ADDRESS, "m1").orElseThrow().contains("is a copy"));
        Files.delete(copy.resolve("data/live.place"));
        assertEquals("moved for good", Optional.empty(), objection(copy, ADDRESS, ADDRESS, "m1"));
    }

    private static Optional<String> objection(Path node, String address, String live, String machine)
            throws Exception {
        return new LiveGuard(new NodeFolder(node), () -> URI.create(address), live, machine).objection();
    }
}

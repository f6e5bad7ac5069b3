package org.groundswell.kernel.keeper.deploy;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class ArrivalsTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void whatIsNotInIsMissingUntilItIsGone() throws Exception {
        Path deploy = folder.getRoot().toPath();
        for (String name : List.of("b.jar", "a.jar", "c.json")) {
            Files.createFile(deploy.resolve(name));
        }
        var arrivals = new Arrivals(deploy, Set.of("a.jar", "b.jar", "c.json"));
        assertEquals(List.of("a.jar", "b.jar", "c.json"), arrivals.missing());
        arrivals.arrived("b.jar");
        Files.delete(deploy.resolve("c.json"));
        assertEquals(List.of("a.jar"), arrivals.missing());
        arrivals.arrived("a.jar");
        assertEquals(List.of(), arrivals.missing());
        assertFalse(arrivals.isOverdue());
    }
}

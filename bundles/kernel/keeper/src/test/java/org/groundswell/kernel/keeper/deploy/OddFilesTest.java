package org.groundswell.kernel.keeper.deploy;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.felix.hc.api.Result;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Whoever drops something that is not taken is told so, once. */
public class OddFilesTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private Instant now = Instant.now();

    @Test
    public void whatIsNeverTakenIsNamedOnce() throws Exception {
        Path deploy = folder.getRoot().toPath();
        var odd = new OddFiles(deploy, () -> now);
        for (String name : List.of("a.jar", "B.JAR", "picture.png", "f.json", ".hidden", "a.jar~", ".a.jar.swp", "#a.jar#",
                "a.tmp", "README.txt", "notes.txt", "TODO.md", "x.jar.part")) {
            Files.createFile(deploy.resolve(name));
        }
        Files.createDirectory(deploy.resolve("more"));
        Files.createSymbolicLink(deploy.resolve("gone.jar"), deploy.resolve("nowhere.jar"));
        Map<String, String> first = odd.look();
        assertEquals(Set.of("notes.txt", "TODO.md", "more", "gone.jar"), first.keySet());
        assertTrue(first.toString(), first.get("more").contains("put the jar or feature itself into deploy/"));
        assertEquals(Map.of(), odd.look());
        now = now.plusSeconds(120);
        assertEquals("nobody copies it any more", Set.of("x.jar.part"), odd.look().keySet());
        Files.delete(deploy.resolve("notes.txt"));
        assertEquals(Map.of(), odd.look());
        Files.createFile(deploy.resolve("notes.txt"));
        assertEquals("it came again", Set.of("notes.txt"), odd.look().keySet());
    }

    @Test
    public void itIsAWarningForAsLongAsItLiesThere() throws Exception {
        Path deploy = folder.getRoot().toPath();
        var check = new OddFilesCheck(new OddFiles(deploy, () -> now));
        Files.createFile(deploy.resolve("a.jar"));
        assertEquals(Result.Status.OK, check.execute().getStatus());
        Files.createFile(deploy.resolve("notes.txt"));
        for (int i = 0; i < 2; i++) {
            assertEquals(Result.Status.WARN, check.execute().getStatus());
            assertTrue(check.execute().toString(), check.execute().toString()
                    .contains("deploy/notes.txt is not taken: it is text and no bundle"));
        }
        Files.delete(deploy.resolve("notes.txt"));
        assertEquals(Result.Status.OK, check.execute().getStatus());
    }
}

package org.groundswell.console.settings;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.groundswell.kernel.api.node.NodeFolder;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Which files of secrets stay. */
public class SecretFilesTest {
    private static final String PID = "org.example.door";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private SecretFiles secrets;
    private Path conf;

    @Before
    public void open() throws Exception {
        secrets = new SecretFiles(new NodeFolder(folder.getRoot().toPath()));
        conf = folder.getRoot().toPath().resolve("conf");
        Files.createDirectories(conf);
    }

    /** Accepted by the form, and taken back by the keeper a moment later. */
    @Test
    public void howeverManyAreTakenBackTheOneInForceStays() throws Exception {
        Path good = saved("good", Duration.ofDays(30));
        String inForce = Files.readString(file());
        for (int i = 0; i < 5; i++) {
            saved("refused " + i, Duration.ofDays(20 - i));
            Files.writeString(file(), inForce);
            assertEquals("good\n", Files.readString(good));
        }
        Path next = saved("next", Duration.ZERO);
        assertEquals("its trial may end badly, too", "good\n", Files.readString(good));
        assertEquals("next\n", Files.readString(next));
    }

    /** Each came while the one before was still on trial: any of them may be what the keeper goes back to. */
    @Test
    public void whatMayStillBeOnTrialStays() throws Exception {
        Path good = saved("good", Duration.ofDays(30));
        for (int i = 0; i < 5; i++) {
            saved("quick " + i, Duration.ZERO);
        }
        assertTrue(Files.exists(good));
    }

    @Test
    public void whatNoSettingsNameAnyMoreLeaves() throws Exception {
        Path first = saved("first", Duration.ofDays(30));
        Path second = saved("second", Duration.ofDays(20));
        saved("third", Duration.ofDays(10));
        Path other = saved("fourth", Duration.ofDays(5));
        saved("fifth", Duration.ZERO);
        assertFalse(Files.exists(first) || Files.exists(second));
        assertEquals("named nowhere", 2, other.getParent().toFile().list().length);
        assertTrue("the one before", Files.exists(other));
    }

    private Path file() {
        return conf.resolve(PID + ".cfg");
    }

    /** @param age of the file, as if it had been saved then */
    private Path saved(String secret, Duration age) throws IOException {
        var named = new String[1];
        Map<String, String> problems = secrets.keeping(PID, Map.of("key", secret), names -> {
            named[0] = names.get("key");
            Files.writeString(file(), "key = " + named[0] + "\n");
            return Map.of();
        });
        assertEquals(Map.of(), problems);
        Path path = folder.getRoot().toPath().resolve(named[0].substring("file:".length()));
        Files.setLastModifiedTime(path, FileTime.from(Instant.now().minus(age)));
        return path;
    }
}

package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** How much memory the scripts find, by what Linux says in files. */
public class MemoryForTwoIT {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void whatAGroupMayStillHave() throws Exception {
        Map<String, String> half = Map.of("memory.max", "419430400", "memory.current", "314572800",
                "memory.stat", "anon 1\ninactive_file 10485760\nactive_file 10485760\nshmem 5");
        assertEquals("100 MB, and 20 of files", "120", left(half));
        assertEquals("no limit", "", left(Map.of("memory.max", "max", "memory.current", "1", "memory.stat", "")));
        assertEquals("nobody limits it", "", left(Map.of()));
    }

    @Test
    public void whatAGroupOfOlderMachinesMayStillHave() throws Exception {
        assertEquals("50", left(Map.of("memory.limit_in_bytes", "104857600", "memory.usage_in_bytes", "52428800",
                "memory.stat", "cache 3\n")));
        assertEquals("no limit", "", left(Map.of("memory.limit_in_bytes", "9223372036854771712", "memory.usage_in_bytes", "1",
                "memory.stat", "")));
    }

    @Test
    public void thisMachineHasSome() throws Exception {
        String self = Long.toString(ProcessHandle.current().pid());
        assertTrue(Long.parseLong(said("resident " + self)) > 10);
        assertTrue(Long.parseLong(said("free_for " + self)) > 10);
        assertEquals("whoever knows better says it", "7", said("GROUNDSWELL_FREE_MB=7; free_for " + self));
    }

    private String left(Map<String, String> files) throws Exception {
        Path group = folder.newFolder().toPath();
        for (var each : files.entrySet()) {
            Files.writeString(group.resolve(each.getKey()), each.getValue() + "\n");
        }
        return said("left_in " + group);
    }

    private static String said(String command) throws Exception {
        Path lib = Path.of(System.getProperty("groundswell.runtime"), "lib/memory.sh");
        Process bash = new ProcessBuilder("bash", "-euo", "pipefail", "-c", ". " + lib + "; " + command)
                .redirectErrorStream(true).start();
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertEquals(said, 0, bash.waitFor());
        return said;
    }
}

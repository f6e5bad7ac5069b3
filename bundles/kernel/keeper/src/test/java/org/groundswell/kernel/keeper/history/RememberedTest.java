package org.groundswell.kernel.keeper.history;

import static org.junit.Assert.assertEquals;

import com.google.gson.reflect.TypeToken;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class RememberedTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void whatWasPutIsThereAfterARestart() throws Exception {
        var table = table();
        table.put("a.jar", List.of("one", "two"));
        table.put("b.jar", List.of("three"));
        table.remove("b.jar");
        assertEquals(Map.of("a.jar", List.of("one", "two")), table().all());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
    }

    @Test
    public void theOldestGoFirst() {
        var table = table();
        for (int i = 0; i < 5; i++) {
            table.put("file" + i, List.of());
        }
        assertEquals(Map.of("file2", List.of(), "file3", List.of(), "file4", List.of()), table().all());
    }

    @Test
    public void aTableThatCannotBeReadStopsNothing() throws Exception {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "{\"a.jar\":");
        var table = table();
        assertEquals(Map.of(), table.all());
        table.put("a.jar", List.of("one"));
        assertEquals(table.all(), table().all());
    }

    private Path file() {
        return folder.getRoot().toPath().resolve("keeper/brought.json");
    }

    private Remembered<List<String>> table() {
        return new Remembered<>(file(), 3, new TypeToken<Map<String, List<String>>>() { });
    }
}

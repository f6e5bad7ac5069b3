package org.groundswell.kernel.configuration;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.groundswell.kernel.configuration.Look.Text;
import org.groundswell.kernel.configuration.Look.Unusable;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** One entry that cannot be used stops no other. */
public class SettingsFolderTest {
    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    @Test
    public void eachEntryStandsForItself() throws Exception {
        Path folder = temporary.getRoot().toPath();
        Files.writeString(folder.resolve("good.cfg"), "a = 1\n");
        Files.writeString(folder.resolve("marked.cfg"), "\uFEFFa = 1\n");
        Files.write(folder.resolve("latin.cfg"), "a = 1\n# Straße\n".getBytes(StandardCharsets.ISO_8859_1));
        Files.write(folder.resolve("wide.cfg"), "a = 1\n".getBytes(StandardCharsets.UTF_16LE));
        Files.write(folder.resolve("binary.cfg"), new byte[] {'a', '=', 0, 1});
        Files.write(folder.resolve("huge.cfg"), new byte[SettingsFolder.MAX_BYTES + 1]);
        Files.createFile(folder.resolve("empty.cfg"));
        Files.createDirectory(folder.resolve("folder.cfg"));
        Files.createSymbolicLink(folder.resolve("dangling.cfg"), folder.resolve("nowhere"));
        Files.createSymbolicLink(folder.resolve("device.cfg"), Path.of("/dev/zero"));
        Files.createSymbolicLink(folder.resolve("link.cfg"), folder.resolve("good.cfg"));
        Files.createSymbolicLink(folder.resolve(".#good.cfg"), Path.of("an editor's lock"));
        Files.writeString(folder.resolve("notes.txt"), "no settings");
        var looks = new SettingsFolder(folder).look();
        assertEquals(Set.of("good.cfg", "marked.cfg", "latin.cfg", "wide.cfg", "binary.cfg", "huge.cfg", "empty.cfg",
                "folder.cfg", "dangling.cfg", "device.cfg", "link.cfg"), looks.keySet());
        for (String good : Set.of("good.cfg", "marked.cfg", "link.cfg")) {
            assertEquals(new Text("a = 1\n"), looks.get(good));
        }
        assertUnusable(looks.get("latin.cfg"), "conf/latin.cfg: line 2 is not written in UTF-8");
        assertUnusable(looks.get("wide.cfg"), "conf/wide.cfg: this is no text in UTF-8");
        assertUnusable(looks.get("binary.cfg"), "conf/binary.cfg: this is no text in UTF-8");
        assertUnusable(looks.get("huge.cfg"), "conf/huge.cfg: expected at most 65536 bytes");
        assertUnusable(looks.get("empty.cfg"), "conf/empty.cfg: it is empty");
        assertUnusable(looks.get("folder.cfg"), "conf/folder.cfg: expected a file");
        assertUnusable(looks.get("dangling.cfg"), "conf/dangling.cfg: it leads to a file that is not there");
        assertUnusable(looks.get("device.cfg"), "conf/device.cfg: expected a file");
    }

    @Test
    public void aFolderThatIsNotThereIsNoFolderWithoutFiles() {
        var folder = new SettingsFolder(temporary.getRoot().toPath().resolve("conf"));
        assertThrows(IOException.class, folder::look);
    }

    private static void assertUnusable(Look look, String problem) {
        assertTrue(look.toString(), look instanceof Unusable unusable && unusable.problem().startsWith(problem));
    }
}

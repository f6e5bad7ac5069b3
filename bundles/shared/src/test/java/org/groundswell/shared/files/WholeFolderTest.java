package org.groundswell.shared.files;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class WholeFolderTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void itIsReplacedAsAWhole() throws Exception {
        Path path = folder.getRoot().toPath().resolve("site");
        WholeFolder.replace(path, 3, next -> write(next, "old"));
        WholeFolder.replace(path, 3, next -> write(next, "new"));
        assertEquals("new", Files.readString(path.resolve("page")));
        assertArrayEquals("nothing else is left", new String[] {"site"}, folder.getRoot().list());
    }

    @Test
    public void whatCannotBeWrittenChangesNothing() throws Exception {
        Path path = folder.getRoot().toPath().resolve("site");
        WholeFolder.replace(path, 3, next -> write(next, "old"));
        assertThrows(IOException.class, () -> WholeFolder.replace(path, 3, next -> {
            write(next, "new");
            throw new IOException("disk full");
        }));
        assertEquals("old", Files.readString(path.resolve("page")));
    }

    @Test
    public void theLastRoomOfTheDiskIsKept() throws Exception {
        Path path = folder.getRoot().toPath().resolve("below/site");
        long all = Files.getFileStore(folder.getRoot().toPath()).getTotalSpace();
        var refused = assertThrows(IOException.class,
                () -> WholeFolder.replace(path, all, next -> write(next, "much")));
        assertTrue(refused.getMessage(), refused.getMessage().contains("stay free for gifts"));
        assertTrue(Files.notExists(path));
    }

    private static void write(Path next, String text) throws IOException {
        Files.createDirectories(next);
        Files.writeString(next.resolve("page"), text);
    }
}

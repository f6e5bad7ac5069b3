package org.groundswell.shared.files;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class PrivateFilesTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void whatIsWrittenIsForItsUserOnly() throws IOException {
        Path inside = PrivateFiles.folder(path("a/b"));
        assertEquals("rwx------", rights(inside));
        PrivateFiles.replace(inside.resolve("file"), "one");
        assertEquals("rw-------", rights(inside.resolve("file")));
        open(inside.resolve("file"));
        PrivateFiles.replace(inside.resolve("file"), "two");
        assertEquals("two", Files.readString(inside.resolve("file")));
        assertEquals("rw-------", rights(inside.resolve("file")));
        open(inside.resolve("file"));
        PrivateFiles.file(inside.resolve("file"));
        assertEquals("rw-------", rights(inside.resolve("file")));
        assertOnly(inside, "file");
    }

    @Test
    public void whatACrashLeftIsTakenAway() throws IOException {
        Files.writeString(path(".file.part"), "half of");
        PrivateFiles.replace(path("file"), "whole");
        assertEquals("whole", Files.readString(path("file")));
        assertOnly(folder.getRoot().toPath(), "file");
    }

    @Test
    public void aFailureLeavesWhatWasThere() throws IOException {
        Files.createDirectories(path("file/in the way"));
        assertThrows(IOException.class, () -> PrivateFiles.replace(path("file"), "text"));
        assertOnly(folder.getRoot().toPath(), "file");
    }

    @Test
    public void somebodyElsesFileKeepsItsRightsAndItsLink() throws IOException {
        PrivateFiles.rewrite(path("file"), "one");
        open(path("file"));
        Files.createSymbolicLink(path("link"), path("file"));
        PrivateFiles.rewrite(path("link"), "two");
        assertTrue(Files.isSymbolicLink(path("link")));
        assertEquals("two", Files.readString(path("file")));
        assertEquals("rw-r--r--", rights(path("file")));
    }

    private static void open(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }

    private static String rights(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static void assertOnly(Path folder, String name) throws IOException {
        try (var files = Files.list(folder)) {
            assertEquals(List.of(name), files.map(each -> each.getFileName().toString()).toList());
        }
    }

    private Path path(String name) {
        return folder.getRoot().toPath().resolve(name);
    }
}

package org.groundswell.console.access;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class PasswordFileTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void onlyTheHashIsStored() throws Exception {
        Path path = folder.getRoot().toPath().resolve("console/password");
        var file = new PasswordFile(path);
        assertFalse(file.exists());
        String password = file.generate();
        assertEquals(20, password.length());
        assertFalse(Files.readString(path).contains(password));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
        assertTrue(file.matches(password));
        assertFalse(file.matches(password + "x"));
        assertFalse(file.matches(""));
    }
}

package org.groundswell.kernel.api;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class SecretTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void aFileIsReadAtEachUse() throws Exception {
        Path file = folder.newFile("key").toPath();
        Files.writeString(file, "first\na comment\n");
        Secret secret = secret("file:key");
        assertEquals("first", secret.value());
        Files.writeString(file, "second");
        assertEquals("second", secret.value());
        Files.delete(file);
        assertThrows(IllegalArgumentException.class, secret::value);
    }

    @Test
    public void theEnvironmentMayHaveIt() {
        assertEquals("from outside", secret("env:KEY").value());
        assertEquals("env:KEY", secret("env:KEY").toString());
    }

    @Test
    public void aSecretInTheSettingsIsRefusedAndNotRepeated() {
        var refused = assertThrows(IllegalArgumentException.class, () -> secret("sk_live_123"));
        assertFalse(refused.getMessage(), refused.getMessage().contains("sk_live_123"));
    }

    @Test
    public void whatIsNotThereIsNamed() {
        assertEquals("secretKey: env:OTHER is not there or empty",
                assertThrows(IllegalArgumentException.class, () -> secret("env:OTHER")).getMessage());
        assertThrows(IllegalArgumentException.class, () -> secret("file:nowhere"));
    }

    private Secret secret(String reference) {
        return Secret.of("secretKey", reference, new NodeFolder(folder.getRoot().toPath()),
                Map.of("KEY", "from outside")::get);
    }
}

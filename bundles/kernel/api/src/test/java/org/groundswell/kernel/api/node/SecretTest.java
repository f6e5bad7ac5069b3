package org.groundswell.kernel.api.node;

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
    public void aByteOrderMarkIsNoPartOfIt() throws Exception {
        Files.writeString(folder.newFile("marked").toPath(), "\ufeffsk_live_1\r\n");
        assertEquals("sk_live_1", secret("file:marked").value());
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

    @Test
    public void whatIsNoFileWithASecretIsSaidInOneWay() throws Exception {
        folder.newFolder("folder");
        Files.write(folder.newFile("binary").toPath(), new byte[] {(byte) 0xff, (byte) 0xfe, 10});
        folder.newFile("empty");
        assertThrows(IllegalArgumentException.class, () -> secret("file:folder"));
        assertThrows(IllegalArgumentException.class, () -> secret("file:empty"));
        assertFalse("no exception of another kind", secret("file:binary").value().isEmpty());
    }

    @Test
    public void oneThatIsOnlyNamedMayComeLater() throws Exception {
        Secret secret = Secret.named("secretKey", "file:later", new NodeFolder(folder.getRoot().toPath()));
        assertThrows(IllegalArgumentException.class, secret::value);
        Files.writeString(folder.getRoot().toPath().resolve("later"), "here");
        assertEquals("here", secret.value());
        assertThrows(IllegalArgumentException.class,
                () -> Secret.named("secretKey", "sk_live_123", new NodeFolder(folder.getRoot().toPath())));
    }

    private Secret secret(String reference) {
        return Secret.of("secretKey", reference, new NodeFolder(folder.getRoot().toPath()),
                Map.of("KEY", "from outside")::get);
    }
}

package org.groundswell.donations.service;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import org.groundswell.edge.api.PublicAddress;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class SignedLinksTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final PublicAddress address = () -> URI.create("https://give.example");
    private final UUID donation = UUID.randomUUID();

    @Test
    public void aLinkIsGoodForItsDonationOnlyAndAfterARestart() throws IOException {
        String link = links().stop(donation).toString();
        assertTrue(link, link.startsWith("https://give.example/monthly?donation=" + donation + "&signature="));
        String signature = link.substring(link.lastIndexOf('=') + 1);
        assertTrue(links().allowsStop(donation, signature));
        assertFalse(links().allowsStop(UUID.randomUUID(), signature));
        assertFalse(links().allowsStop(donation, signature.substring(1)));
        assertFalse(links().allowsStop(donation, ""));
    }

    @Test
    public void theKeyIsNobodyElsesAndADamagedOneIsSaid() throws IOException {
        links();
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
        Files.write(file(), new byte[3]);
        assertTrue(assertThrows(IOException.class, this::links).getMessage().contains("expected 32 bytes"));
    }

    private SignedLinks links() throws IOException {
        return new SignedLinks(address, new NodeKey(file()));
    }

    private Path file() {
        return folder.getRoot().toPath().resolve("data/links.key");
    }
}

package org.groundswell.donations.service.giving;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.UUID;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.service.protection.NodeKey;
import org.groundswell.edge.api.PublicAddress;
import org.joda.money.Money;
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
    public void aResultIsShownToWhoeverHasItsOwnSignature() throws IOException {
        var pledge = new Pledge(donation, "k", "flood", Money.parse("EUR 5"), new Donor("A", "", "", false), "nl",
                Instant.EPOCH);
        Money zero = Money.parse("EUR 0");
        var paid = new Donation(pledge, DonationState.PAID, null, zero, zero, null, Instant.EPOCH, 0);
        String path = links().result(paid);
        assertTrue(path, path.startsWith("/nl/thanks?donation=" + donation + "&signature="));
        String signature = path.substring(path.lastIndexOf('=') + 1);
        assertTrue(links().allowsResult(donation, signature));
        assertFalse(links().allowsResult(UUID.randomUUID(), signature));
        assertFalse("what shows a gift does not end it", links().allowsStop(donation, signature));
        assertFalse(links().allowsWait(donation, "", signature));
        String stop = links().stop(donation).toString();
        assertFalse(links().allowsResult(donation, stop.substring(stop.lastIndexOf('=') + 1)));
        assertFalse(links().allowsResult(donation, ""));
        assertEquals("/nl/thanks?donation=" + donation, SignedLinks.unsignedResult(paid));
        assertTrue(links().result(new Donation(pledge, DonationState.EXPIRED, null, zero, zero, null, Instant.EPOCH, 0))
                .startsWith("/nl/sorry?donation="));
    }

    @Test
    public void theKeyIsNobodyElsesAndADamagedOneIsSaid() throws IOException {
        links().canceled(new UUID(0, 1));
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

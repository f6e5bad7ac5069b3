package __package__;

import static org.junit.Assert.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.groundswell.donations.api.Cause;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.api.EntryPage;
import org.groundswell.donations.api.Ledger;
import org.joda.money.Money;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class GiftListTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void everyEntryHasOneLineWhateverEndsInBetween() throws Exception {
        Path file = folder.getRoot().toPath().resolve("gifts.txt");
        var list = new GiftList(file);
        assertEquals(Ledger.BEGINNING, list.position());
        list.received(page("one", "EUR 25.00"));
        list.close();
        // As after a kill in the middle of a write.
        Files.writeString(file, "2026-11-27T20:00:00Z half a li", StandardOpenOption.APPEND);
        var again = new GiftList(file);
        assertEquals("one", again.position());
        again.received(page("two", "EUR 7.00"));
        again.close();
        assertEquals(List.of("EUR 25.00", "EUR 7.00"), Files.readAllLines(file).stream()
                .filter(line -> !line.startsWith("#")).map(line -> line.replaceFirst(".*flood ", "")).toList());
    }

    private static EntryPage page(String position, String raised) {
        return new EntryPage(List.of(new Entry(1, UUID.randomUUID(), "flood", DonationState.PAID, Money.parse(raised), 1,
                Cause.WEBHOOK, Instant.EPOCH)), position);
    }
}

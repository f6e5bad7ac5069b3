package org.groundswell.donations.ledger.sqlite;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.groundswell.donations.api.Change;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.Pledge;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class ReceiptBookTest {
    private static final Instant NOW = Instant.parse("2026-11-21T20:00:00Z");

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private SqliteLedger ledger;

    @Before
    public void open() throws Exception {
        ledger = new SqliteLedger(file(), 1000, 100, 2);
    }

    @After
    public void close() throws Exception {
        ledger.close();
    }

    @Test
    public void aReceiptIsOwedOncePaidUntilItIsSettled() throws Exception {
        UUID id = pledged("anna@example.org");
        assertEquals("not yet paid", 0, ledger.owed());
        change(id, DonationState.PAID, 0);
        close();
        open();
        assertEquals("after a restart", List.of(id), taken(NOW));
        assertEquals("somebody has it", List.of(), taken(NOW));
        assertEquals("and was not heard of", List.of(id), taken(NOW.plusSeconds(60)));
        ledger.settle(id, NOW);
        assertEquals(0, ledger.owed());
        change(id, DonationState.REFUNDED, 1000);
        change(id, DonationState.PAID, 0);
        assertEquals("once for all", 0, ledger.owed());
    }

    @Test
    public void nothingIsOwedWithoutAnAddressOrWithoutMoney() {
        change(pledged(""), DonationState.PAID, 0);
        UUID refunded = pledged("anna@example.org");
        change(refunded, DonationState.PAID, 0);
        change(refunded, DonationState.REFUNDED, 2500);
        assertEquals(0, ledger.owed());
    }

    @Test
    public void whatIsPostponedComesAgain() {
        UUID id = pledged("anna@example.org");
        change(id, DonationState.PAID, 0);
        taken(NOW);
        ledger.postpone(id, NOW.plusSeconds(5));
        assertEquals(List.of(), taken(NOW.plusSeconds(4)));
        assertEquals(List.of(id), taken(NOW.plusSeconds(5)));
        ledger.settle(id, NOW);
        ledger.postpone(id, NOW);
        assertEquals("nothing is owed any more", 0, ledger.owed());
    }

    @Test
    public void whatWasPaidBeforeThereWereReceiptsGetsNone() throws Exception {
        UUID id = pledged("anna@example.org");
        change(id, DonationState.PAID, 0);
        ledger.close();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                var statement = connection.createStatement()) {
            statement.executeUpdate("DROP INDEX donation_receipt");
            statement.executeUpdate("ALTER TABLE donation DROP COLUMN receipt_due");
            statement.executeUpdate("ALTER TABLE donation DROP COLUMN receipt_sent");
            statement.executeUpdate("PRAGMA user_version = 2");
        }
        assertTrue(Files.exists(file()));
        open();
        change(id, DonationState.REFUNDED, 1000);
        assertEquals(0, ledger.owed());
    }

    private List<UUID> taken(Instant now) {
        return ledger.take(now, now.plusSeconds(60), 10).stream().map(each -> each.pledge().id()).toList();
    }

    private UUID pledged(String email) {
        var pledge = new Pledge(UUID.randomUUID(), UUID.randomUUID().toString(), "flood", Money.parse("EUR 25"),
                new Donor("A", email, "", false), "en", NOW);
        ledger.pledge(pledge);
        return pledge.id();
    }

    private void change(UUID id, DonationState next, long refunded) {
        ledger.change(new Change(id, next, null, null, Money.parse("EUR 25"),
                Money.ofMinor(CurrencyUnit.EUR, refunded), "webhook", NOW));
    }

    private Path file() {
        return folder.getRoot().toPath().resolve("ledger/ledger.db");
    }
}

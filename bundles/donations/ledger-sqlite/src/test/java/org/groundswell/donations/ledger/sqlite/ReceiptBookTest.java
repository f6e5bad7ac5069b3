package org.groundswell.donations.ledger.sqlite;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.receipts.ReceiptBook;
import org.groundswell.donations.contract.Gifts;
import org.groundswell.donations.contract.ReceiptBookContract;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class ReceiptBookTest extends ReceiptBookContract {
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

    @Override
    protected Ledger ledger() {
        return ledger;
    }

    @Override
    protected ReceiptBook receipts() {
        return ledger;
    }

    @Override
    protected void reopen() throws Exception {
        close();
        open();
    }

    @Test
    public void whatWasPaidBeforeThereWereReceiptsGetsNone() throws Exception {
        UUID id = UUID.randomUUID();
        ledger.pledge(Gifts.pledge(id, "k", "anna@example.org", 2500));
        var gifts = new Gifts(() -> ledger);
        gifts.change(id, DonationState.PAID, "p", "e1", 2500, 0);
        ledger.close();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                var statement = connection.createStatement()) {
            statement.executeUpdate("DROP TABLE receipt");
            statement.executeUpdate("DROP INDEX donation_receipt");
            statement.executeUpdate("ALTER TABLE donation DROP COLUMN receipt_due");
            statement.executeUpdate("ALTER TABLE donation DROP COLUMN receipt_sent");
            statement.executeUpdate("ALTER TABLE donation DROP COLUMN fee_currency");
            statement.executeUpdate("PRAGMA user_version = 2");
        }
        assertTrue(Files.exists(file()));
        open();
        gifts.change(id, DonationState.REFUNDED, "p", "e2", 2500, 1000);
        assertEquals(0, ledger.owed());
    }

    @Test
    public void aReceiptThatWasGivenOutIsNeitherChangedNorRemoved() throws Exception {
        UUID id = UUID.randomUUID();
        ledger.pledge(Gifts.pledge(id, "k", "anna@example.org", 2500));
        new Gifts(() -> ledger).change(id, DonationState.PAID, "p", "e1", 2500, 0);
        ledger.issue(id, Gifts.NOW, ZoneOffset.UTC);
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                var statement = connection.createStatement()) {
            for (String each : List.of("UPDATE receipt SET count = 7", "DELETE FROM receipt")) {
                assertThrows(each, SQLException.class, () -> statement.executeUpdate(each));
            }
        }
        assertEquals("2026-000001", ledger.issue(id, Gifts.NOW, ZoneOffset.UTC).orElseThrow().number());
    }

    private Path file() {
        return folder.getRoot().toPath().resolve("ledger/ledger.db");
    }
}

package org.groundswell.donations.ledger.sqlite;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

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
    private Path file;
    private SqliteLedger ledger;

    @Before
    public void open() throws Exception {
        file = file == null ? folder.getRoot().toPath().resolve("ledger/ledger.db") : file;
        ledger = new SqliteLedger(file, 1000, 100, 2);
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
        ledger.close();
        file = folder.getRoot().toPath().resolve("before/ledger.db");
        UUID id = UUID.randomUUID();
        try (var before = new OldLedger(file, "schema-receipts.sql")) {
            before.paid(id, "anna@example.org", "sandbox", "p", 2500);
            before.total(2500, 1);
        }
        open();
        new Gifts(() -> ledger).change(id, DonationState.REFUNDED, "p", "e2", 2500, 1000);
        assertEquals(0, ledger.owed());
    }

    @Test
    public void aReceiptThatWasGivenOutIsNeitherChangedNorRemoved() throws Exception {
        UUID id = UUID.randomUUID();
        ledger.pledge(Gifts.pledge(id, "k", "anna@example.org", 2500));
        new Gifts(() -> ledger).change(id, DonationState.PAID, "p", "e1", 2500, 0);
        ledger.issue(id, Gifts.NOW, ZoneOffset.UTC);
        // While the ledger is open, any statement of others fails: the file is locked.
        ledger.close();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            for (String each : List.of("UPDATE receipt SET count = 7", "DELETE FROM receipt")) {
                var refused = assertThrows(each, SQLException.class, () -> statement.executeUpdate(each));
                assertTrue(refused.getMessage(), refused.getMessage().contains(" are never "));
            }
        }
        open();
        assertEquals("2026-000001", ledger.issue(id, Gifts.NOW, ZoneOffset.UTC).orElseThrow().number());
    }

}

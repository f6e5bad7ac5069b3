package org.groundswell.donations.ledger.sqlite;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.LedgerListener;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.api.gifts.GiftBook;
import org.groundswell.donations.api.receipts.ReceiptBook;
import org.groundswell.donations.contract.GiftBookContract;
import org.joda.money.Money;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class GiftBookTest extends GiftBookContract {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private Path file;
    private SqliteLedger ledger;

    @Before
    public void open() throws Exception {
        file = folder.getRoot().toPath().resolve("ledger/ledger.db");
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
    protected GiftBook book() {
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

    @Override
    protected void tell(LedgerListener listener) {
        ledger.listeners().add(listener, "test");
    }

    /** A field that is only given free can still be read by whoever opens the file. */
    @Test
    public void whoIsErasedIsNotInTheFileEither() throws Exception {
        UUID id = UUID.randomUUID();
        ledger.pledge(new Pledge(id, "k", "flood", Money.parse("EUR 5"), new Donor("Unmistakable Name",
                "unmistakable@example.org", "", false), "en", Instant.EPOCH));
        reopen();
        assertTrue(text().contains("nmistakable"));
        ledger.erase(id, "berta", Instant.EPOCH);
        close();
        assertFalse(text().contains("nmistakable"));
        open();
    }

    private String text() throws Exception {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    }
}

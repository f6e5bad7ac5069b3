package org.groundswell.donations.ledger.sqlite;

import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.groundswell.donations.api.UnknownPositionException;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class EntriesAfterTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final Gifts gifts = new Gifts();
    private SqliteLedger ledger;

    @Before
    public void open() throws Exception {
        ledger = ledger("one");
    }

    @After
    public void close() throws Exception {
        ledger.close();
    }

    @Test
    public void aPositionIsKnownAfterTheLedgerWasOpenedAnew() throws Exception {
        gifts.give(ledger, "a");
        String position = ledger.position();
        ledger.close();
        ledger = ledger("one");
        assertTrue(ledger.entriesAfter(position, 10).entries().isEmpty());
    }

    /** As after an older copy was put back: sequences are given a second time. */
    @Test
    public void aPositionThatThisLedgerNeverGaveIsRefused() throws Exception {
        gifts.give(ledger, "a");
        gifts.give(ledger, "b");
        String position = ledger.position();
        ledger.close();
        ledger = ledger("older");
        assertThrows(UnknownPositionException.class, () -> ledger.entriesAfter(position, 10));
        new Gifts().give(ledger, "c");
        new Gifts().give(ledger, "d");
        assertThrows(UnknownPositionException.class, () -> ledger.entriesAfter(position, 10));
        assertThrows(UnknownPositionException.class, () -> ledger.entriesAfter(null, 10));
        for (String wrong : List.of(" ", "0-00000000", "1", "1-xyz", "99999999999999999999-00000000", "1-00000000'")) {
            assertThrows(wrong, UnknownPositionException.class, () -> ledger.entriesAfter(wrong, 10));
        }
    }

    private SqliteLedger ledger(String name) throws Exception {
        Path file = folder.getRoot().toPath().resolve(name).resolve("ledger.db");
        return new SqliteLedger(file, 100, 10, 2);
    }
}

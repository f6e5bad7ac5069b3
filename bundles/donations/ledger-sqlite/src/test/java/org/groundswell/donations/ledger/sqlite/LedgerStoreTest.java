package org.groundswell.donations.ledger.sqlite;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.contract.Gifts;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class LedgerStoreTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void aCopyHasWhatWasCommittedAndTheLedgerGoesOn() throws Exception {
        Path file = folder.getRoot().toPath().resolve("ledger/ledger.db");
        Path copy = folder.getRoot().toPath().resolve("copy/ledger.db");
        Pledge before = Gifts.pledge(UUID.randomUUID(), "k1", "", 2500);
        Pledge after = Gifts.pledge(UUID.randomUUID(), "k2", "", 1000);
        var ledger = new SqliteLedger(file, 100, 10, 1);
        try {
            ledger.pledge(before);
            copy.getParent().toFile().mkdir();
            new LedgerStore(file).copyTo(copy);
            ledger.pledge(after);
            assertEquals(Optional.of(after), ledger.donation(after.id()).map(each -> each.pledge()));
        } finally {
            ledger.close();
        }
        var restored = new SqliteLedger(copy, 100, 10, 1);
        try {
            assertEquals(Optional.of(before), restored.donation(before.id()).map(each -> each.pledge()));
            assertEquals(Optional.empty(), restored.donation(after.id()));
        } finally {
            restored.close();
        }
    }

    @Test
    public void aLedgerThatIsNotThereIsNotMade() {
        Path missing = folder.getRoot().toPath().resolve("missing.db");
        assertThrows(IOException.class, () -> new LedgerStore(missing).copyTo(folder.getRoot().toPath().resolve("copy.db")));
        assertEquals(false, missing.toFile().exists());
    }
}

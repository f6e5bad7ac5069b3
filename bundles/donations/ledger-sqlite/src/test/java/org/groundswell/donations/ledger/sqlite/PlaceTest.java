package org.groundswell.donations.ledger.sqlite;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.api.PledgeOutcome;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Somebody moves, replaces or removes the files of a running node. */
public class PlaceTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final Gifts gifts = new Gifts();
    private Path file;
    private SqliteLedger ledger;

    @Before
    public void open() throws Exception {
        file = folder.getRoot().toPath().resolve("data/ledger/ledger.db");
        ledger = new SqliteLedger(file, 1000, 100, 2);
        gifts.give(ledger, "before");
    }

    @After
    public void close() throws Exception {
        ledger.close();
    }

    @Test
    public void aLedgerThatWasRemovedTakesNothingAndSaysWhatToDo() throws Exception {
        try (var all = Files.walk(folder.getRoot().toPath().resolve("data"))) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
        refused("after");
        assertTrue(ledger.failure().get(), ledger.failure().get().contains("/proc/"));
        assertFalse("and begins no empty one", Files.exists(file));
    }

    @Test
    public void theSameFileMovedBackGoesOn() throws Exception {
        for (String ending : List.of("", "-wal", "-shm")) {
            Path each = file.resolveSibling("ledger.db" + ending);
            Path away = file.resolveSibling("away");
            Files.move(each, away);
            refused("while away" + ending);
            Files.copy(away, each);
            refused("while replaced" + ending);
            Files.delete(each);
            Files.move(away, each);
            gifts.give(ledger, "back" + ending);
            assertTrue(ledger.failure().isEmpty());
        }
        gifts.checkAll("after all", ledger);
    }

    @Test
    public void theWholeFolderMovedBackGoesOn() throws Exception {
        Path data = folder.getRoot().toPath().resolve("data");
        Path away = folder.getRoot().toPath().resolve("away");
        Files.move(data, away);
        refused("while away");
        Files.move(away, data);
        gifts.give(ledger, "while away");
        gifts.checkAll("moved back", ledger);
    }

    @Test
    public void nothingIsAcknowledgedThatWasWrittenWhileTheFileWentAway() throws Exception {
        Path other = folder.getRoot().toPath().resolve("other/ledger.db");
        Path away = other.resolveSibling("away");
        try (var base = new Database(other);
                var writer = new Writer(base, 10, 10, new Writer.Told(_ -> { }, _ -> { }))) {
            assertThrows(LedgerUnavailableException.class, () -> writer.execute(book -> {
                moved(other, away);
                return book.pledge(Gifts.pledge("meanwhile"));
            }));
            moved(away, other);
            assertTrue("it can be said again", writer.execute(book -> book.pledge(Gifts.pledge("meanwhile")))
                    instanceof PledgeOutcome.Repeated);
        }
    }

    private void refused(String key) {
        assertThrows(LedgerUnavailableException.class, () -> gifts.give(ledger, key));
        assertTrue(ledger.failure().isPresent());
    }

    private static void moved(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}

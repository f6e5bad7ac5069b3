package org.groundswell.donations.ledger.sqlite;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.LedgerListener;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.contract.LedgerContract;
import org.joda.money.Money;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class SqliteLedgerTest extends LedgerContract {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private Path file;
    private SqliteLedger ledger;
    private boolean closed;

    @Before
    public void open() throws Exception {
        file = folder.getRoot().toPath().resolve("ledger/ledger.db");
        ledger = new SqliteLedger(file, 1000, 100, 2);
        closed = false;
    }

    @Override
    @After
    public void close() throws Exception {
        if (!closed) {
            closed = true;
            ledger.close();
        }
    }

    @Override
    protected Ledger ledger() {
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

    @Test
    public void aRecountMissesNothingThatHasNoEntries() throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO total VALUES ('quake', 'EUR', 0, 700, 1, 0)");
            statement.executeUpdate("INSERT INTO donation (id, key, campaign, currency, amount, name, email, message,"
                    + " anonymous, language, pledged_at, state, settled, changed_at) VALUES (x'01', 'other', 'storm',"
                    + " 'USD', 900, '', '', '', 0, 'en', 0, 'PAID', 900, 0)");
        }
        gifts().recorded("k", 2500);
        var recounts = ledger.recount();
        assertEquals(List.of("flood", "quake", "storm"), recounts.stream().map(each -> each.campaign()).toList());
        assertEquals(List.of(true, false, false), recounts.stream().map(each -> each.agrees()).toList());
        assertEquals(Money.parse("EUR 7"), recounts.get(1).total());
        assertEquals(Money.parse("USD 9"), recounts.get(2).donations());
    }

    @Test
    public void entriesCannotBeChangedOrRemoved() throws Exception {
        gifts().recorded("k", 2500);
        // While the ledger is open, any statement of others fails: the file is locked.
        close();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            for (String each : List.of("UPDATE entry SET raised = 1", "DELETE FROM entry")) {
                var refused = assertThrows(each, SQLException.class, () -> statement.executeUpdate(each));
                assertTrue(refused.getMessage(), refused.getMessage().contains(" are never "));
            }
        }
    }

    @Test
    public void oneBadCommandDoesNotTakeItsNeighboursWithIt() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            UUID good = gifts().recorded("good", 1000);
            UUID bad = gifts().recorded("bad", 1000);
            var results = new ArrayList<Future<?>>();
            for (int i = 0; i < 50; i++) {
                int number = i;
                results.add(threads.submit(() -> gifts().recorded("n" + number, 100)));
            }
            // More refunded than settled: the database refuses it.
            assertThrows(LedgerUnavailableException.class,
                    () -> gifts().change(bad, DonationState.REFUNDED, "pb", "eb", 1000, 5000));
            gifts().change(good, DonationState.PAID, "pg", "eg", 1000, 0);
            for (Future<?> result : results) {
                result.get();
            }
            assertEquals(1000, gifts().raised());
            assertEquals(DonationState.PLEDGED, ledger.donation(bad).orElseThrow().state());
        }
    }
}

package org.groundswell.donations.ledger.postgres;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.sql.SQLException;
import java.time.Duration;
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
import org.groundswell.donations.postgres.server.PostgresServer;
import org.joda.money.Money;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;

public class PostgresLedgerTest extends LedgerContract {
    @ClassRule
    public static final PostgresServer SERVER = new PostgresServer();
    private String schema;
    private PostgresLedger ledger;
    private boolean closed;

    @Before
    public void open() throws Exception {
        schema = schema == null ? SERVER.schema() : schema;
        ledger = new PostgresLedger(Source.of(SERVER, schema), 1000, 100, 2, Duration.ofMillis(50));
        closed = false;
    }

    @Override
    @After
    public void close() {
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
        gifts().recorded("k", 2500);
        try (var connection = SERVER.open(schema); var statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO writer_total SELECT 'quake', 'EUR', 0, id, 700, 1, 0 FROM writer");
            statement.executeUpdate("INSERT INTO donation (id, key, campaign, currency, amount, name, email, message,"
                    + " anonymous, address, language, monthly, pledged_at, rehearsal, state, settled, refunded, changed_at,"
                    + " version) VALUES (gen_random_uuid(), 'other', 'storm', 'USD', 900, '', '', '', false, '', 'en',"
                    + " false, 0, 0, 'PAID', 900, 0, 0, 0)");
        }
        var recounts = ledger.recount();
        assertEquals(List.of("flood", "quake", "storm"), recounts.stream().map(each -> each.campaign()).toList());
        assertEquals(List.of(true, false, false), recounts.stream().map(each -> each.agrees()).toList());
        assertEquals(Money.parse("EUR 7"), recounts.get(1).total());
        assertEquals(Money.parse("USD 9"), recounts.get(2).donations());
    }

    @Test
    public void entriesCannotBeChangedOrRemoved() throws Exception {
        gifts().recorded("k", 2500);
        try (var connection = SERVER.open(schema); var statement = connection.createStatement()) {
            for (String each : List.of("UPDATE entry SET raised = 1", "DELETE FROM entry", "TRUNCATE entry",
                "DELETE FROM donation", "TRUNCATE donation CASCADE", "DELETE FROM writer")) {
                assertThrows(each, SQLException.class, () -> statement.executeUpdate(each));
            }
        }
    }

    /** More refunded than settled, and a sign that no text of PostgreSQL can have. */
    @Test
    public void oneBadCommandDoesNotTakeItsNeighboursWithIt() throws Exception {
        UUID good = gifts().recorded("good", 1000);
        UUID bad = gifts().recorded("bad", 1000);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = new ArrayList<Future<?>>();
            for (int i = 0; i < 50; i++) {
                int number = i;
                results.add(threads.submit(() -> gifts().recorded("n" + number, 100)));
            }
            assertThrows(LedgerUnavailableException.class,
                    () -> gifts().change(bad, DonationState.REFUNDED, "pb", "eb", 1000, 5000));
            assertThrows(LedgerUnavailableException.class,
                    () -> gifts().change(bad, DonationState.PAID, "p\0", "eb", 1000, 0));
            gifts().change(good, DonationState.PAID, "pg", "eg", 1000, 0);
            for (Future<?> result : results) {
                result.get();
            }
        }
        assertEquals(1000, gifts().raised());
        assertEquals(DonationState.PLEDGED, ledger.donation(bad).orElseThrow().state());
        assertEquals(52, ledger.newest(null, 100).size());
    }
}

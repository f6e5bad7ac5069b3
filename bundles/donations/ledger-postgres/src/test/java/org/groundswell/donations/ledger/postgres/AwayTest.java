package org.groundswell.donations.ledger.postgres;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.UUID;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.contract.Gifts;
import org.groundswell.donations.postgres.server.PostgresServer;
import org.joda.money.CurrencyUnit;
import org.junit.ClassRule;
import org.junit.Test;

/** A node whose database goes away and comes back. */
public class AwayTest {
    @ClassRule
    public static final PostgresServer SERVER = new PostgresServer();

    @Test
    public void withoutTheDatabaseTotalsStayGiftsAreRefusedAndAllComesBack() throws Exception {
        String schema = SERVER.schema();
        var ledger = new PostgresLedger(Source.of(SERVER, schema), 1000, 100, 2, Duration.ofMillis(50));
        var gifts = new Gifts(() -> ledger);
        UUID id = gifts.recorded("k", 2500);
        gifts.change(id, DonationState.PAID, "p", "e", 2500, 0);
        SERVER.kill();
        assertThrows(LedgerUnavailableException.class, () -> ledger.pledge(Gifts.pledge(UUID.randomUUID(), "k2", "", 100)));
        assertThrows(LedgerUnavailableException.class, () -> ledger.donation(id));
        assertTrue(ledger.failure().isPresent());
        assertEquals("what was known stays", 2500, gifts.raised());
        SERVER.start();
        Await.until("gifts go on", () -> ledger.failure().isEmpty());
        gifts.recorded("k2", 100);
        assertEquals(2, SERVER.number(schema, "SELECT count(*) FROM donation"));
        ledger.close();
    }

    @Test
    public void aNodeStartsBeforeItsDatabase() throws Exception {
        String schema = SERVER.schema();
        SERVER.kill();
        var ledger = new PostgresLedger(Source.of(SERVER, schema), 1000, 100, 2, Duration.ofMillis(50));
        var gifts = new Gifts(() -> ledger);
        assertThrows("nobody knows the total", LedgerUnavailableException.class,
                () -> ledger.totals(Gifts.CAMPAIGN, CurrencyUnit.EUR));
        assertThrows(LedgerUnavailableException.class, () -> gifts.recorded("k", 100));
        SERVER.start();
        Await.until("gifts go on", () -> ledger.failure().isEmpty());
        gifts.recorded("k", 100);
        Await.until("the total is known", () -> gifts.raised() == 0);
        ledger.close();
    }
}

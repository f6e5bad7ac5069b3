package org.groundswell.donations.ledger.postgres;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.contract.Gifts;
import org.groundswell.donations.postgres.server.PostgresServer;
import org.junit.ClassRule;
import org.junit.Test;

/** A standby takes the place of a primary that is still there, and still says that it is the primary. */
public class FailoverTest {
    @ClassRule
    public static final PostgresServer OLD = new PostgresServer();

    @Test
    public void sessionsThatAreOpenAtTheOldPrimaryMoveToTheNewOne() throws Exception {
        String schema = OLD.schema();
        PostgresServer standby = OLD.standby();
        var source = new PrimarySource(PostgresServer.url(schema, OLD.port())
                .replace(Integer.toString(OLD.port()), OLD.port() + ",127.0.0.1:" + standby.port()),
                PostgresServer.USER, () -> PostgresServer.PASSWORD);
        var ledger = new PostgresLedger(source, 1000, 100, 2, Duration.ofMillis(50));
        try {
            var gifts = new Gifts(() -> ledger);
            UUID before = gifts.recorded("before", 2500);
            Await.until("the standby has the table", () -> standby.number(schema, "SELECT count(*) FROM pg_tables"
                    + " WHERE tablename = 'entry' AND schemaname = '" + schema + "'") == 1);
            Await.until("and the gift", () -> entries(standby, schema) == 1);
            standby.promote();
            Await.until("gifts go to the new primary", () -> {
                gifts.recorded(UUID.randomUUID().toString(), 100);
                return entries(standby, schema) > 1;
            });
            long left = entries(OLD, schema);
            gifts.change(before, DonationState.PAID, "p", "e", 2500, 0);
            assertEquals("nothing more at the old one", left, entries(OLD, schema));
            assertEquals("what is read is read at the new one", DonationState.PAID,
                    ledger.donation(before).orElseThrow().state());
            Await.until("totals are those of the new one", () -> gifts.raised() == 2500);
        } finally {
            ledger.close();
            standby.end();
        }
    }

    /** They have connections of their own. */
    @Test
    public void whatNodesHaveInCommonIsWrittenAtTheNewOneAsWell() throws Exception {
        String schema = OLD.schema();
        PostgresServer standby = OLD.standby();
        var records = new PostgresRecords(new PrimarySource(PostgresServer.url(schema, OLD.port())
                .replace(Integer.toString(OLD.port()), OLD.port() + ",127.0.0.1:" + standby.port()),
                PostgresServer.USER, () -> PostgresServer.PASSWORD));
        try {
            records.put("decisions", Map.of("a", "show"));
            Await.until("the standby has the table", () -> standby.number(schema, "SELECT count(*) FROM pg_tables"
                    + " WHERE tablename = 'record' AND schemaname = '" + schema + "'") == 1);
            Await.until("and the record", () -> standby.number(schema, "SELECT count(*) FROM record") == 1);
            standby.promote();
            // While one connection has seen the new one and another is at the old one still, what comes is refused.
            Await.untilDone("a name is hidden at the new primary", () -> {
                try {
                    records.put("decisions", Map.of("b", "hide"));
                    return standby.number(schema, "SELECT count(*) FROM record") == 2 ? Optional.empty()
                            : Optional.of(new IOException("it went to the old primary"));
                } catch (IOException e) {
                    return Optional.of(e);
                }
            });
        } finally {
            records.close();
            standby.end();
        }
    }

    /** Another connection of this node has seen the new one. */
    @Test
    public void anOpenSessionAtAnOldPrimaryNeitherWritesNorReads() throws Exception {
        String schema = OLD.schema();
        PrimarySource source = Source.of(OLD, schema);
        var ledger = new PostgresLedger(source, 1000, 100, 2, Duration.ofMillis(50));
        try {
            UUID id = new Gifts(() -> ledger).recorded("k", 2500);
            assertEquals(2500, ledger.donation(id).orElseThrow().pledge().amount().getAmountMinorLong());
            source.require(2);
            assertThrows(LedgerUnavailableException.class, () -> new Gifts(() -> ledger).recorded("k2", 2500));
            var refused = assertThrows(LedgerUnavailableException.class, () -> ledger.donation(id));
            assertTrue(refused.getMessage(), refused.getMessage().contains("old primary"));
            assertEquals(1, entries(OLD, schema));
        } finally {
            ledger.close();
        }
    }

    private static long entries(PostgresServer server, String schema) throws Exception {
        return server.number(schema, "SELECT count(*) FROM entry");
    }
}

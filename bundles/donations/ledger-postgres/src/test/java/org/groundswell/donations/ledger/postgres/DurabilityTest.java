package org.groundswell.donations.ledger.postgres;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.groundswell.donations.api.PledgeOutcome;
import org.groundswell.donations.contract.Gifts;
import org.groundswell.donations.postgres.server.PostgresServer;
import org.junit.Rule;
import org.junit.Test;

/** What is answered is on the disk, and on the standby, whatever somebody has set to make other programs quicker. */
public class DurabilityTest {
    @Rule
    public final PostgresServer server = new PostgresServer();

    @Test
    public void aUserWhoseCommitsAreNotWaitedForWaitsHere() throws Exception {
        set("synchronous_commit = off");
        set("default_transaction_isolation = serializable");
        PrimarySource source = Source.of(server, server.schema());
        assertEquals("on", setting(source, "synchronous_commit"));
        assertEquals("read committed", setting(source, "transaction_isolation"));
        set("synchronous_commit = remote_apply");
        assertEquals("what waits for longer stays", "remote_apply", setting(source, "synchronous_commit"));
    }

    /** The answer to the commit is lost, and the commit waits for a standby that is silent. */
    @Test
    public void nobodyIsAnsweredBeforeTheStandbyHasTheGift() throws Exception {
        set("synchronous_commit = local");
        String schema = server.schema();
        PostgresServer standby = server.standby();
        try (var proxy = new SwallowingProxy(server.port()); var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            server.execute("public", "ALTER SYSTEM SET synchronous_standby_names = '*'");
            server.execute("public", "SELECT pg_reload_conf()");
            Await.until("the standby is waited for", () -> server.number("public", "SELECT count(*) FROM"
                    + " pg_stat_replication WHERE sync_state = 'sync'") == 1);
            PrimarySource source = Source.of(schema, proxy.port());
            source.setProperty("socketTimeout", "1");
            var ledger = new PostgresLedger(source, 1000, 100, 2, Duration.ofMillis(50), Duration.ofMinutes(2),
                    new Bell(null), InstantSource.system());
            try {
                new Gifts(() -> ledger).recorded("first", 100);
                standby.sleep();
                proxy.swallowAnswerTo("WITH lease AS");
                Future<PledgeOutcome> pledge = threads.submit(
                        () -> ledger.pledge(Gifts.pledge(UUID.randomUUID(), "k", "", 2500)));
                Await.until("the node asks whether it was one", () -> server.number(schema, "SELECT count(*) FROM"
                        + " pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%FROM writer WHERE%'") > 0);
                assertTrue(proxy.hasCaught());
                assertFalse(pledge.isDone());
                standby.wake();
                PledgeOutcome outcome = pledge.get(60, TimeUnit.SECONDS);
                server.kill();
                assertTrue(outcome.toString(), outcome instanceof PledgeOutcome.Recorded);
            } finally {
                ledger.close();
            }
            standby.promote();
            assertEquals(1, standby.number(schema, "SELECT count(*) FROM donation WHERE key = 'k'"));
        } finally {
            standby.end();
        }
    }

    private void set(String setting) throws SQLException {
        server.execute("public", "ALTER ROLE " + PostgresServer.USER + " SET " + setting);
    }

    private static String setting(PrimarySource source, String name) throws SQLException {
        try (Connection connection = source.getConnection(); var statement = connection.createStatement();
                var row = statement.executeQuery("SHOW " + name)) {
            row.next();
            return row.getString(1);
        }
    }
}

package org.groundswell.donations.ledger.postgres;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.sql.Connection;
import java.time.Duration;
import java.time.InstantSource;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.groundswell.donations.api.Cause;
import org.groundswell.donations.api.Change;
import org.groundswell.donations.api.ChangeOutcome;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.api.PledgeOutcome;
import org.groundswell.donations.api.Recount;
import org.groundswell.donations.api.gifts.Remark;
import org.groundswell.donations.contract.Gifts;
import org.groundswell.donations.postgres.server.PostgresServer;
import org.joda.money.Money;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;

/** The database has committed, or is about to, and nobody hears of it. */
public class LostAnswerTest {
    private static final String GROUP = "WITH lease AS";
    @ClassRule
    public static final PostgresServer SERVER = new PostgresServer();
    private String schema;
    private SwallowingProxy proxy;
    private PostgresLedger ledger;
    private Gifts gifts;

    @Before
    public void open() throws Exception {
        schema = SERVER.schema();
        proxy = new SwallowingProxy(SERVER.port());
        PrimarySource source = Source.of(schema, proxy.port());
        source.setProperty("socketTimeout", "1");
        ledger = new PostgresLedger(source, 1000, 100, 2, Duration.ofSeconds(10));
        gifts = new Gifts(() -> ledger);
    }

    @After
    public void close() throws Exception {
        ledger.close();
        proxy.close();
    }

    @Test
    public void aPledgeIsRecordedOnceAndAnsweredAsNew() throws Exception {
        gifts.recorded("first", 100);
        proxy.swallowAnswerTo(GROUP);
        var outcome = ledger.pledge(Gifts.pledge(UUID.randomUUID(), "k", "", 2500));
        assertTrue(proxy.hasCaught());
        assertTrue(outcome.toString(), outcome instanceof PledgeOutcome.Recorded);
        assertEquals(2, count("donation"));
        assertEquals(2, count("entry"));
    }

    @Test
    public void aPaymentCountsOnceAndIsToldOnce() throws Exception {
        UUID id = gifts.recorded("k", 2500);
        gifts.pending(id, "p");
        var told = new CopyOnWriteArrayList<DonationState>();
        ledger.listeners().add(entries -> entries.forEach(each -> told.add(each.state())), "test");
        proxy.swallowAnswerTo(GROUP);
        var outcome = gifts.change(id, DonationState.PAID, "p", "e", 2500, 0);
        assertTrue(proxy.hasCaught());
        assertTrue(outcome.toString(), outcome instanceof ChangeOutcome.Applied);
        assertEquals(2500, gifts.raised());
        assertEquals(List.of(DonationState.PAID), told);
        assertEquals(2500, SERVER.number(schema, "SELECT sum(raised) FROM total"));
        assertEquals(3, count("entry"));
    }

    /** Reading would find nothing yet: whether the commit comes is not decided. */
    @Test
    public void aCommitThatComesLateIsWaitedFor() throws Exception {
        UUID id = gifts.recorded("k", 2500);
        try (Connection slow = SERVER.open(schema); var statement = slow.createStatement();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            slow.setAutoCommit(false);
            statement.executeUpdate("UPDATE donation SET message = message");
            Future<ChangeOutcome> payment = threads.submit(() -> gifts.change(id, DonationState.PAID, "p", "e", 2500, 0));
            // The node gives up the connection while its statement waits for this row.
            Await.until("the node tries again", () -> SERVER.number(schema, "SELECT count(*) FROM pg_stat_activity"
                    + " WHERE wait_event_type = 'Lock' AND query LIKE '%FROM writer WHERE%'") > 0);
            slow.commit();
            assertTrue(payment.get().toString(), payment.get() instanceof ChangeOutcome.Applied);
        }
        assertEquals(2500, gifts.raised());
        assertEquals(2, count("entry"));
        assertEquals(2500, SERVER.number(schema, "SELECT sum(raised) FROM total"));
    }

    /** Donors were told that it did not work; what they had given is shown nevertheless once it is there. */
    @Test
    public void aCommitThatWasGivenUpAndCameIsShown() throws Exception {
        PrimarySource source = Source.of(schema, proxy.port());
        source.setProperty("socketTimeout", "1");
        ledger.close();
        ledger = new PostgresLedger(source, 1000, 100, 2, Duration.ofMinutes(10), Duration.ofSeconds(1),
                new Bell(null), InstantSource.system());
        UUID late = gifts.recorded("k", 2500);
        UUID next = gifts.recorded("next", 100);
        var told = new CopyOnWriteArrayList<UUID>();
        ledger.listeners().add(entries -> entries.forEach(each -> told.add(each.donation())), "test");
        try (Connection slow = SERVER.open(schema); var statement = slow.createStatement()) {
            slow.setAutoCommit(false);
            statement.executeUpdate("UPDATE donation SET message = message WHERE id = '" + late + "'");
            assertThrows(LedgerUnavailableException.class, () -> gifts.change(late, DonationState.PAID, "p", "e", 2500, 0));
            slow.commit();
        }
        Await.until("it comes", () -> count("entry") == 3);
        gifts.change(next, DonationState.PAID, "p2", "e2", 100, 0);
        assertEquals(2600, gifts.raised());
        assertEquals(List.of(late, next), told);
    }

    /** Its time is none that a database could have. */
    @Test
    public void whatCannotBeSentIsNoCommitInDoubt() throws Exception {
        var pledge = new Pledge(UUID.randomUUID(), "k", Gifts.CAMPAIGN, Money.parse("EUR 25"), new Donor("A", "", "", false),
                "en", Instant.MAX);
        assertThrows(ArithmeticException.class, () -> ledger.pledge(pledge));
        assertEquals("", ledger.failure().orElse(""));
    }

    /** Longer than any answer for a donor may take. */
    @Test
    public void aRecountAndANewSchemaTakeAsLongAsTheyTake() throws Exception {
        gifts.recorded("k", 2500);
        try (Connection slow = SERVER.open(schema); var statement = slow.createStatement();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            slow.setAutoCommit(false);
            statement.execute("LOCK TABLE entry IN ACCESS EXCLUSIVE MODE");
            statement.execute("SELECT pg_advisory_xact_lock(" + Schema.LOCK + ")");
            // Empty: who finds nothing to do waits for nobody.
            PrimarySource other = Source.of(SERVER.schema(), proxy.port());
            other.setProperty("socketTimeout", "1");
            Future<?> opened = threads.submit(() -> {
                other.getConnection().close();
                return null;
            });
            Future<List<Recount>> recounts = threads.submit(() -> ledger.recount());
            Await.until("both wait for longer", () -> SERVER.number(schema, "SELECT count(*) FROM pg_stat_activity"
                    + " WHERE wait_event_type = 'Lock' AND query_start < now() - interval '1500 ms'") > 1);
            slow.commit();
            opened.get();
            assertTrue(recounts.get().getFirst().agrees());
        }
    }

    @Test
    public void whatPeopleWriteIsThereOnce() throws Exception {
        UUID id = gifts.recorded("k", 2500);
        proxy.swallowAnswerAfter("INSERT INTO remark");
        assertTrue(ledger.remark(id, new Remark(Gifts.NOW, "berta", Remark.Kind.NOTE, "called")));
        assertTrue(proxy.hasCaught());
        assertEquals(1, count("remark"));
    }

    @Test
    public void aRequestThatNeverArrivedIsSentAgain() throws Exception {
        UUID id = gifts.recorded("k", 2500);
        proxy.cut();
        var change = Change.to(id, DonationState.PAID, Cause.WEBHOOK, Gifts.NOW);
        assertTrue(ledger.change(change) instanceof ChangeOutcome.Applied);
        assertEquals(2, count("entry"));
    }

    private long count(String table) throws Exception {
        return SERVER.number(schema, "SELECT count(*) FROM " + table);
    }
}

package org.groundswell.donations.ledger.postgres;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.api.leases.Lease;
import org.groundswell.donations.api.leases.LeaseLostException;
import org.groundswell.donations.api.leases.Leases;
import org.groundswell.donations.contract.LeasesContract;
import org.groundswell.donations.postgres.server.PostgresServer;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;

/** The leases of two nodes. Neither renews by itself here, but where a test says so. */
public class PostgresLeasesTest extends LeasesContract {
    private static final Duration LONG = Duration.ofMinutes(5);

    @ClassRule
    public static final PostgresServer SERVER = new PostgresServer();
    private String schema;
    private PostgresLeases here;
    private PostgresLeases there;

    @Before
    public void open() throws Exception {
        schema = SERVER.schema();
        here = node();
        there = node();
    }

    @After
    public void close() {
        here.close();
        there.close();
    }

    private PostgresLeases node() throws SQLException {
        return new PostgresLeases(Source.of(SERVER, schema), LONG, LONG);
    }

    @Override
    protected Leases leases() {
        return here;
    }

    @Test
    public void oneOfTwoHasIt() throws Exception {
        for (int i = 0; i < 20; i++) {
            String job = "job " + i;
            List<Callable<Optional<Lease>>> both = List.of(() -> here.take(job), () -> there.take(job));
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<Optional<Lease>>> taken = threads.invokeAll(both);
                assertEquals(1, Stream.of(taken.get(0).get(), taken.get(1).get()).flatMap(Optional::stream).count());
            }
        }
        assertEquals(20, here.held().size() + there.held().size());
    }

    @Test
    public void whoGivesBackOrStopsIsFollowedAtOnceWithWhatItWroteDown() throws Exception {
        Lease first = here.take("webhooks").orElseThrow();
        assertEquals(Optional.empty(), there.take("webhooks"));
        here.note(first, "17");
        here.giveBack(first);
        Lease second = there.take("webhooks").orElseThrow();
        assertEquals("17", second.mark());
        assertEquals(first.fence() + 1, second.fence());
        there.close();
        there = node();
        Lease third = there.take("webhooks").orElseThrow();
        assertEquals("a node that was started again is another one", second.fence() + 1, third.fence());
        assertNotEquals(second.holder(), third.holder());
        assertFalse(there.isHeld(second));
    }

    @Test
    public void whoDiesIsFollowedWhenTheDatabaseSaysSo() throws Exception {
        Lease first = here.take("receipts").orElseThrow();
        assertEquals(1, SERVER.number(schema, "SELECT count(*) FROM lease WHERE until > now()"
                + " AND until <= now() + interval '5 min'"));
        assertEquals(Optional.empty(), there.take("receipts"));
        expire();
        Lease second = there.take("receipts").orElseThrow();
        assertEquals(first.fence() + 1, second.fence());
        // It has slept, and by its own clock there was time left.
        assertTrue(here.isHeld(first));
        there.note(second, "taken over");
        assertThrows(LeaseLostException.class, () -> here.note(first, "awake again"));
        assertEquals("taken over", text("SELECT mark FROM lease"));
        here.giveBack(first);
        assertTrue("what it gives back is not its own", there.isHeld(there.take("receipts").orElseThrow()));
        assertEquals(1, SERVER.number(schema, "SELECT count(*) FROM lease WHERE until > now()"));
    }

    @Test
    public void whoIsLateAndAloneGoesOnUnderItsFence() throws Exception {
        var brief = new PostgresLeases(Source.of(SERVER, schema), Duration.ofMillis(1), LONG);
        Lease lease = brief.take("receipts").orElseThrow();
        Await.until("it has ended", () -> !brief.isHeld(lease));
        assertEquals(List.of(), brief.held());
        assertEquals(lease.fence(), brief.take("receipts").orElseThrow().fence());
        brief.close();
    }

    @Test
    public void aLeaseIsRenewedForAsLongAsTheJobTakes() throws Exception {
        var renewing = new PostgresLeases(Source.of(SERVER, schema), Duration.ofSeconds(20), Duration.ofMillis(10));
        Lease lease = renewing.take("reconciliation").orElseThrow();
        String until = text("SELECT until FROM lease");
        Await.until("it lasts longer", () -> !text("SELECT until FROM lease").equals(until));
        assertTrue(renewing.isHeld(lease));
        expire();
        Await.until("an end that nobody has used is none", () -> SERVER.number(schema,
                "SELECT count(*) FROM lease WHERE until > now()") == 1);
        here.close();
        try (Connection connection = SERVER.open(schema); var statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE lease SET holder = gen_random_uuid(), fence = fence + 1");
        }
        Await.until("it hears of who took over", () -> !renewing.isHeld(lease));
        assertEquals(Optional.empty(), renewing.take("reconciliation"));
        renewing.close();
    }

    @Test
    public void withoutTheDatabaseNobodyBeginsAndWhoHasALeaseKeepsItForItsTime() throws Exception {
        Lease lease = here.take("receipts").orElseThrow();
        SERVER.kill();
        try {
            assertThrows(LedgerUnavailableException.class, () -> there.take("receipts"));
            assertTrue(here.isHeld(lease));
            assertThrows(LedgerUnavailableException.class, () -> here.note(lease, "x"));
            assertThrows("the next job is not kept waiting for the same", LedgerUnavailableException.class,
                    () -> here.take("webhooks"));
        } finally {
            SERVER.start();
        }
        Await.untilDone("it can be asked again", () -> refusal(there));
        assertEquals("it is still the first one's", Optional.empty(), there.take("receipts"));
    }

    @Test
    public void whileALedgerIsBeingMovedHereNobodyHasAJob() throws Exception {
        here.take("other");
        try (Connection connection = SERVER.open(schema); var statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO writer (session, written, seen) VALUES (0, 0, now())");
            statement.executeUpdate("INSERT INTO migration (writer, begun) SELECT id, 0 FROM writer");
            assertEquals(Optional.empty(), here.take("receipts"));
            statement.executeUpdate("UPDATE migration SET done = now()");
        }
        assertTrue(here.take("receipts").isPresent());
    }

    private static Optional<Exception> refusal(PostgresLeases node) {
        try {
            node.take("receipts");
            return Optional.empty();
        } catch (LedgerUnavailableException e) {
            return Optional.of(e);
        }
    }

    private String text(String query) throws SQLException {
        try (Connection connection = SERVER.open(schema); var statement = connection.createStatement();
                var row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    /** As time does. */
    private void expire() throws SQLException {
        try (Connection connection = SERVER.open(schema); var statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE lease SET until = now() - interval '1 millisecond'");
        }
    }
}

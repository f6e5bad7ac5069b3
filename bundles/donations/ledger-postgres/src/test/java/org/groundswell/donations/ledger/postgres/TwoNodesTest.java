package org.groundswell.donations.ledger.postgres;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.sql.Connection;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.api.EntryPage;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.PledgeOutcome;
import org.groundswell.donations.api.Recount;
import org.groundswell.donations.api.UnknownPositionException;
import org.groundswell.donations.contract.Gifts;
import org.groundswell.donations.postgres.server.PostgresServer;
import org.joda.money.CurrencyUnit;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;

/** Two nodes and one database. */
public class TwoNodesTest {
    @ClassRule
    public static final PostgresServer SERVER = new PostgresServer();
    private String schema;
    private PostgresLedger here;
    private PostgresLedger there;
    private Gifts gifts;

    @Before
    public void open() throws Exception {
        schema = SERVER.schema();
        here = node();
        there = node();
        gifts = new Gifts(() -> here);
    }

    @After
    public void close() {
        here.close();
        there.close();
    }

    @Test
    public void aGiftHereIsInTheTotalThereAndToldThere() throws Exception {
        var told = new CopyOnWriteArrayList<Entry>();
        there.listeners().add(told::addAll, "test");
        assertEquals("it tells of what comes from here on, once it has looked", 0, raised(there));
        UUID id = paid("k", 2500);
        Await.until("the other node shows it", () -> raised(there) == 2500);
        Await.until("its listeners heard of each entry", () -> told.size() == 2);
        assertEquals("of all but the pledge", here.entries(id).subList(1, 3), told);
        assertEquals(here.totals(Gifts.CAMPAIGN, CurrencyUnit.EUR), there.totals(Gifts.CAMPAIGN, CurrencyUnit.EUR));
    }

    @Test
    public void whatEndsARehearsalThereEndsItHere() throws Exception {
        UUID id = UUID.randomUUID();
        here.pledge(Gifts.pledge(id, "t", "", 2500).asTest(true));
        gifts.change(id, DonationState.PAID, "p", "e", 2500, 0);
        Await.until("it is shown there", () -> raised(there) == 2500);
        there.endRehearsal(Gifts.NOW);
        Await.until("it is shown nowhere", () -> raised(here) == 0);
        there.takeRealMoney(Gifts.NOW);
        Await.until("it is real here, too", () -> !here.totals(Gifts.CAMPAIGN, CurrencyUnit.EUR).isTest());
    }

    @Test
    public void theSameFormAtBothIsOneDonation() throws Exception {
        List<PledgeOutcome> outcomes = atOnce(60, number -> {
            PostgresLedger node = number % 2 == 0 ? here : there;
            return node.pledge(Gifts.pledge(UUID.randomUUID(), "k" + number / 4, "", 2500));
        });
        assertEquals(15, outcomes.stream().filter(PledgeOutcome.Recorded.class::isInstance).count());
        assertEquals(45, outcomes.stream().filter(PledgeOutcome.Repeated.class::isInstance).count());
        assertEquals(15, SERVER.number(schema, "SELECT count(*) FROM entry"));
    }

    /** A gateway tells both nodes, over and over; whoever is first counts it. */
    @Test
    public void theSameMoneyToldToBothCountsOnce() throws Exception {
        List<UUID> ids = IntStream.range(0, 10).mapToObj(i -> gifts.recorded("k" + i, 100)).toList();
        atOnce(80, number -> new Gifts(() -> number % 2 == 0 ? here : there).change(ids.get(number / 8),
                DonationState.PAID, "p" + number / 8, "e" + number % 3 + " " + number / 8, 100, 0));
        Await.until("both show it", () -> raised(here) == 1000 && raised(there) == 1000);
        assertEquals(10, SERVER.number(schema, "SELECT count(*) FROM entry WHERE state = 'PAID'"));
        for (Recount each : there.recount()) {
            assertTrue(each.toString(), each.agrees());
        }
    }

    @Test
    public void receiptsOfBothHaveNoGapsAndNoNumberTwice() throws Exception {
        List<UUID> ids = atOnce(40, number -> {
            UUID id = UUID.randomUUID();
            here.pledge(Gifts.pledge(id, "k" + number, "anna@example.org", 100));
            gifts.change(id, DonationState.PAID, "p" + number, "e" + number, 100, 0);
            return id;
        });
        Set<Long> numbers = new TreeSet<>(atOnce(40, number -> (number % 2 == 0 ? here : there)
                .issue(ids.get(number), Gifts.NOW, ZoneOffset.UTC).orElseThrow().count()));
        assertEquals(IntStream.rangeClosed(1, 40).mapToObj(Long::valueOf).toList(), List.copyOf(numbers));
        var taken = new ArrayList<UUID>();
        atOnce(8, number -> (number % 2 == 0 ? here : there).take(Gifts.NOW.plusSeconds(60), Gifts.NOW.plusSeconds(120),
                10)).forEach(each -> each.forEach(gift -> taken.add(gift.pledge().id())));
        assertEquals("nobody gets a receipt twice", taken.size(), taken.stream().distinct().count());
    }

    /** Its number is lower, and it becomes visible later than others that were read. */
    @Test
    public void noEntryIsSkippedThatIsCommittedLate() throws Exception {
        UUID id = gifts.recorded("k", 2500);
        Await.until("both have the first entry", () -> there.position().equals(here.position()));
        UUID other = gifts.recorded("other", 100);
        var read = new ArrayList<Entry>();
        String position = there.entriesAfter(Ledger.BEGINNING, 1000).position();
        try (Connection slow = SERVER.open(schema); var statement = slow.createStatement();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            slow.setAutoCommit(false);
            statement.executeUpdate("UPDATE donation SET message = message WHERE id = '" + id + "'");
            Future<?> late = threads.submit(() -> gifts.change(id, DonationState.PAID, "p", "e", 2500, 0));
            Await.until("its number is given", () -> SERVER.number(schema,
                    "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'") > 0);
            new Gifts(() -> there).change(other, DonationState.PAID, "p2", "e2", 100, 0);
            EntryPage page = there.entriesAfter(position, 1000);
            read.addAll(page.entries());
            assertEquals(List.of(other), read.stream().map(Entry::donation).toList());
            slow.commit();
            late.get();
            read.addAll(there.entriesAfter(page.position(), 1000).entries());
        }
        assertEquals(List.of(other, id), read.stream().map(Entry::donation).toList());
        assertTrue("it had the lower number", read.get(1).sequence() < read.get(0).sequence());
        Await.until("totals have it", () -> raised(there) == 2600 && raised(here) == 2600);
    }

    /** As a node does that was stopped for a while. */
    @Test
    public void whoseRowWasTakenGoesOnWithAnother() throws Exception {
        gifts.recorded("k", 2500);
        try (Connection connection = SERVER.open(schema); var statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE writer SET seen = now() - interval '2 minutes'");
        }
        new Gifts(() -> there).recorded("k2", 2500);
        assertEquals("the row was taken over", 1, SERVER.number(schema, "SELECT count(*) FROM writer"));
        gifts.recorded("k3", 2500);
        assertEquals(2, SERVER.number(schema, "SELECT count(*) FROM writer"));
        assertEquals(3, SERVER.number(schema, "SELECT count(*) FROM entry"));
        assertEquals("", here.failure().orElse(""));
    }

    @Test
    public void aNodeThatEndsLeavesItsRowToTheNext() throws Exception {
        gifts.recorded("k", 2500);
        for (int i = 0; i < 3; i++) {
            here.close();
            here = node();
            gifts.recorded("k" + i, 2500);
        }
        assertEquals(1, SERVER.number(schema, "SELECT count(*) FROM writer"));
    }

    /** Before it has looked for news. */
    @Test
    public void whoTakesARowShowsWhatTheOneBeforeHasWritten() throws Exception {
        var late = new PostgresLedger(Source.of(SERVER, schema), 1000, 100, 4, Duration.ofMinutes(10));
        try {
            assertEquals(0, raised(late));
            var told = new CopyOnWriteArrayList<Entry>();
            late.listeners().add(told::addAll, "test");
            UUID id = paid("k", 2500);
            here.close();
            here = node();
            new Gifts(() -> late).recorded("k2", 100);
            assertEquals("the row was taken over", 1, SERVER.number(schema, "SELECT count(*) FROM writer"));
            assertEquals(2500, raised(late));
            assertEquals(late.entries(id).subList(1, 3), told);
        } finally {
            late.close();
        }
    }

    @Test
    public void positionsOfAnOlderCopyAreRefused() throws Exception {
        gifts.recorded("k", 2500);
        new Gifts(() -> there).recorded("k2", 2500);
        String position = here.position();
        assertEquals(position, there.entriesAfter(position, 10).position());
        there.close();
        schema = SERVER.schema();
        there = node();
        assertThrows(UnknownPositionException.class, () -> there.entriesAfter(position, 10));
        new Gifts(() -> there).recorded("k", 2500);
        new Gifts(() -> there).recorded("k2", 2500);
        assertThrows(UnknownPositionException.class, () -> there.entriesAfter(position, 10));
        for (String wrong : List.of(" ", "0.0-00000000", "1.1", "1.1-xyz", "1.99999999999999999999-00000000",
                "1.1-00000000'", "_", position + "_")) {
            assertThrows(wrong, UnknownPositionException.class, () -> here.entriesAfter(wrong, 10));
        }
    }

    private PostgresLedger node() throws Exception {
        return new PostgresLedger(Source.of(SERVER, schema), 1000, 100, 4, Duration.ofMillis(50));
    }

    private UUID paid(String key, long minor) {
        UUID id = gifts.recorded(key, minor);
        gifts.pending(id, "p " + key);
        gifts.change(id, DonationState.PAID, "p " + key, "e " + key, minor, 0);
        return id;
    }

    private static long raised(PostgresLedger node) {
        return new Gifts(() -> node).raised();
    }

    private static <T> List<T> atOnce(int times, Numbered<T> work) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<T>> calls = IntStream.range(0, times)
                    .<Callable<T>>mapToObj(number -> () -> work.run(number)).toList();
            var results = new ArrayList<T>();
            for (Future<T> each : threads.invokeAll(calls)) {
                results.add(each.get());
            }
            return results;
        }
    }

    @FunctionalInterface
    private interface Numbered<T> {
        T run(int number) throws Exception;
    }
}

package org.groundswell.donations.ledger.postgres;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.api.leases.Lease;
import org.groundswell.donations.api.leases.LeaseLostException;
import org.groundswell.donations.api.receipts.ReceiptBook;
import org.groundswell.donations.contract.Gifts;
import org.groundswell.donations.postgres.server.PostgresServer;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;

/** Receipts that one of two nodes sends, and what the other one may still do when it comes late. */
public class FencedReceiptsTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    /** Not the same at both nodes. */
    private static final Instant AHEAD = Gifts.NOW.plus(Duration.ofHours(1));
    private static final Instant BEHIND = Gifts.NOW.minus(Duration.ofHours(1));

    @ClassRule
    public static final PostgresServer SERVER = new PostgresServer();
    private String schema;
    private PostgresLedger here;
    private PostgresLedger there;
    private PostgresLeases leasesHere;
    private PostgresLeases leasesThere;
    private UUID gift;

    @Before
    public void open() throws Exception {
        schema = SERVER.schema();
        here = new PostgresLedger(Source.of(SERVER, schema), 1000, 100, 2, Duration.ofMillis(50));
        there = new PostgresLedger(Source.of(SERVER, schema), 1000, 100, 2, Duration.ofMillis(50));
        leasesHere = new PostgresLeases(Source.of(SERVER, schema), LONG, LONG);
        leasesThere = new PostgresLeases(Source.of(SERVER, schema), LONG, LONG);
        gift = paid();
    }

    @After
    public void close() {
        leasesHere.close();
        leasesThere.close();
        here.close();
        there.close();
    }

    @Test
    public void whoHasSleptWritesNothingAnyMore() throws Exception {
        ReceiptBook slept = here.under(leasesHere.take("receipts").orElseThrow());
        assertEquals(List.of(gift), ids(slept.take(AHEAD, AHEAD.plusSeconds(300), 10)));
        ReceiptBook now = there.under(takenOver());
        assertThrows(LeaseLostException.class, () -> slept.issue(gift, AHEAD, ZoneOffset.UTC));
        assertThrows(LeaseLostException.class, () -> slept.settle(gift, AHEAD));
        assertThrows(LeaseLostException.class, () -> slept.postpone(gift, AHEAD));
        UUID other = paid();
        assertThrows(LeaseLostException.class, () -> slept.take(AHEAD, AHEAD.plusSeconds(300), 10));
        assertEquals("and no number was used up", 0, SERVER.number(schema, "SELECT count(*) FROM receipt_count"));
        assertEquals(1, now.issue(other, Gifts.NOW, ZoneOffset.UTC).orElseThrow().count());
        now.settle(other, Gifts.NOW);
        assertEquals("the other one is still owed", 1, now.owed());
    }

    /** Its clock was an hour ahead, and the next one's is an hour behind. */
    @Test
    public void whatAnEarlierHolderHadTakenIsDueAtOnceAndWhatItPostponedIsNot() throws Exception {
        ReceiptBook died = here.under(leasesHere.take("receipts").orElseThrow());
        UUID postponed = paid();
        assertEquals(2, died.take(AHEAD, AHEAD.plusSeconds(300), 10).size());
        died.postpone(postponed, AHEAD.plusSeconds(3600));
        ReceiptBook next = there.under(takenOver());
        assertEquals(List.of(gift), ids(next.take(BEHIND, BEHIND.plusSeconds(300), 10)));
        assertEquals("once", List.of(), next.take(BEHIND, BEHIND.plusSeconds(300), 10));
        assertEquals("unless nothing is heard of it", List.of(gift), ids(next.take(BEHIND.plusSeconds(300),
                BEHIND.plusSeconds(600), 10)));
        assertEquals(List.of(postponed), ids(next.take(AHEAD.plusSeconds(3600), AHEAD.plusSeconds(9000), 10)
                .stream().filter(each -> !each.pledge().id().equals(gift)).toList()));
    }

    @Test
    public void moneyThatWentBackMeanwhileOwesNoReceiptToTheNextHolder() throws Exception {
        here.under(leasesHere.take("receipts").orElseThrow()).take(AHEAD, AHEAD.plusSeconds(300), 10);
        new Gifts(() -> there).change(gift, DonationState.REFUNDED, "p" + gift, "back", 2500, 2500);
        ReceiptBook next = there.under(takenOver());
        assertEquals(List.of(), next.take(AHEAD.plusSeconds(900), AHEAD.plusSeconds(999), 10));
        assertEquals(0, next.owed());
    }

    @Test
    public void anotherCopyIsNotWipedOutByWhoSentTheFirstOneAndSlept() throws Exception {
        ReceiptBook slept = here.under(leasesHere.take("receipts").orElseThrow());
        slept.take(AHEAD, AHEAD.plusSeconds(300), 10);
        ReceiptBook next = there.under(takenOver());
        next.take(AHEAD, AHEAD.plusSeconds(300), 10);
        next.settle(gift, AHEAD);
        assertTrue(there.again(gift, AHEAD));
        assertThrows(LeaseLostException.class, () -> slept.settle(gift, AHEAD));
        assertEquals(List.of(gift), ids(next.take(AHEAD.plusSeconds(1), AHEAD.plusSeconds(300), 10)));
    }

    /** It was stopped in the middle of a transaction: the database ends that, so that nobody waits for who sleeps. */
    @Test
    public void whoFallsAsleepInATransactionIsPassedBy() throws Exception {
        Lease lease = leasesHere.take("receipts").orElseThrow();
        expire();
        var asleep = new CountDownLatch(1);
        var awake = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> late = threads.submit(() -> here.run(desk -> {
                new LeaseTable(desk.queries()).require(lease);
                asleep.countDown();
                await(awake);
                return desk.receipts().settle(gift, Gifts.NOW);
            }));
            asleep.await();
            try {
                Await.until("the other one has it", this::takesOver);
            } finally {
                awake.countDown();
            }
            var refused = assertThrows(ExecutionException.class, late::get);
            assertTrue(String.valueOf(refused.getCause()), refused.getCause() instanceof LeaseLostException);
        }
        assertEquals(1, there.owed());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean takesOver() {
        try {
            return leasesThere.take("receipts").isPresent();
        } catch (LedgerUnavailableException e) {
            return false;
        }
    }

    private Lease takenOver() throws Exception {
        expire();
        return leasesThere.take("receipts").orElseThrow();
    }

    private void expire() throws Exception {
        try (Connection connection = SERVER.open(schema); var statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE lease SET until = now() - interval '1 millisecond'");
        }
    }

    private UUID paid() {
        UUID id = UUID.randomUUID();
        there.pledge(Gifts.pledge(id, id.toString(), "anna@example.org", 2500));
        new Gifts(() -> there).change(id, DonationState.PAID, "p" + id, "e" + id, 2500, 0);
        return id;
    }

    private static List<UUID> ids(List<Donation> donations) {
        return donations.stream().map(each -> each.pledge().id()).toList();
    }
}

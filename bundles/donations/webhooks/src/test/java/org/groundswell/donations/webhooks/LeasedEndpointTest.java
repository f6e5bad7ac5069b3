package org.groundswell.donations.webhooks;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.api.EntryPage;
import org.groundswell.donations.api.leases.Leases;
import org.groundswell.donations.api.leases.SoleHolder;
import org.groundswell.testing.SetClock;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Two nodes, each with its outbox, one ledger and one receiver. A position is how many entries there were. */
public class LeasedEndpointTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final SetClock clock = new SetClock("2026-11-27T20:00:00Z");
    private final SharedLeases leases = new SharedLeases();
    private final List<Entry> book = new ArrayList<>();
    private final List<Long> told = new ArrayList<>();
    private final List<TellingNode> nodes = new ArrayList<>();
    private TellingNode here;
    private TellingNode there;

    @Before
    public void start() throws Exception {
        here = node("here", leases.of(new UUID(1, 1)));
        there = node("there", leases.of(new UUID(2, 1)));
        here.round();
        there.round();
    }

    @After
    public void close() throws SQLException {
        for (TellingNode each : nodes) {
            each.outbox().close();
        }
    }

    @Test
    public void oneTellsAndTheOtherFollowsWithoutTakingAnything() {
        given(4);
        for (int i = 0; i < 3; i++) {
            here.round();
            there.round();
        }
        assertEquals(List.of(1L, 2L, 3L, 4L), told);
        assertEquals(0, there.outbox().waiting());
        assertEquals("where it began", Optional.of("0"), there.outbox().position());
        assertEquals(LeasedEndpoint.Teller.ANOTHERS, there.leased().teller());
        assertEquals(LeasedEndpoint.Teller.OURS, here.leased().teller());
    }

    @Test
    public void whileNobodyCanSayWhoTellsNobodyIsNamed() throws Exception {
        assertEquals("not asked yet", LeasedEndpoint.Teller.UNKNOWN, node("third", leases.of(new UUID(3, 1))).leased().teller());
        leases.away = true;
        here.round();
        there.round();
        assertEquals(LeasedEndpoint.Teller.UNKNOWN, here.leased().teller());
        assertEquals(LeasedEndpoint.Teller.UNKNOWN, there.leased().teller());
        leases.away = false;
        there.round();
        assertEquals(LeasedEndpoint.Teller.ANOTHERS, there.leased().teller());
    }

    @Test
    public void whoTakesOverTellsWhatWasNotToldAndAtMostWhatWasNotNoted() {
        given(6);
        here.round();
        here.read();
        here.tell(1);
        // The third is told and not noted, the fourth is in the outbox, the others are in the ledger only.
        leases.expire();
        for (int i = 0; i < 3; i++) {
            there.round();
        }
        assertEquals(List.of(1L, 2L, 3L, 3L, 4L, 5L, 6L), told);
    }

    @Test
    public void whoStopsInOrderIsFollowedWithoutTellingTwice() {
        given(3);
        here.round();
        here.round();
        given(2);
        here.leased().end();
        assertFalse("for good", here.leased().isOurs());
        there.round();
        assertEquals(LongStream.rangeClosed(1, 5).boxed().toList(), told);
    }

    /** What waits there was told meanwhile, and what it had read is older than what others have told. */
    @Test
    public void whoComesBackGoesOnWhereTheOthersAre() {
        given(2);
        here.read();
        leases.expire();
        there.round();
        given(2);
        there.round();
        assertEquals("it has slept, and hears of it at its next step", 2, here.outbox().waiting());
        here.tell(10);
        leases.expire();
        here.round();
        assertEquals(List.of(1L, 2L, 3L, 4L), told);
        given(1);
        here.round();
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L), told);
    }

    @Test
    public void aNodeThatWasStartedAgainAndMetNobodyGoesOnWithItsOutbox() throws Exception {
        given(3);
        here.round();
        here.read();
        here.outbox().close();
        nodes.remove(here);
        leases.expire();
        here = node("here", leases.of(new UUID(1, 2)));
        here.tell(10);
        assertEquals(List.of(1L, 2L, 3L), told);
    }

    @Test
    public void oneThatIsNotTakenHoldsTheMarkBackAndNobodyElse() {
        given(4);
        here.read();
        Letter bad = here.outbox().due(clock.instant(), 1).getFirst();
        here.outbox().failed(new Attempt(bad, "status 500"), clock.instant(), clock.instant().plus(Duration.ofHours(6)));
        here.tell(10);
        here.round();
        assertEquals(List.of(2L, 3L, 4L), told);
        assertEquals("0", leases.mark());
        here.outbox().failed(new Attempt(bad, "status 500"), clock.instant(), null);
        here.note();
        assertEquals("given up is done with", "4", leases.mark());
    }

    @Test
    public void whatAnAdminSendsAgainIsNotLostInATakeOver() {
        given(1);
        here.read();
        here.outbox().failed(new Attempt(here.outbox().due(clock.instant(), 1).getFirst(), "status 400"), clock.instant(), null);
        here.note();
        leases.expire();
        there.round();
        here.outbox().revive(new UUID(0, 1), 1, clock.instant());
        here.tell(10);
        assertEquals("it is not this one's turn", List.of(), told);
        leases.expire();
        here.round();
        assertEquals(List.of(1L), told);
    }

    @Test
    public void withoutTheDatabaseNobodyTellsAndNothingIsLost() {
        given(2);
        here.read();
        leases.away = true;
        here.tell(10);
        here.read();
        there.read();
        assertEquals(List.of(), told);
        leases.away = false;
        here.round();
        assertEquals(List.of(1L, 2L), told);
    }

    /** The database took the lease away while a page was being read. */
    @Test
    public void aPageThatWasReadBeforeAnotherNodeToldIsNotTaken() {
        given(2);
        String from = here.leased().position(here::own);
        leases.expire();
        there.round();
        given(1);
        leases.expire();
        assertTrue("it has it again, and begins where the other one was", here.leased().isOurs());
        var late = new EntryPage(book.subList(0, 2), "2");
        assertEquals("0", from);
        here.leased().received(late, () -> {
            throw new AssertionError("the page is older than the outbox");
        });
        here.round();
        assertEquals(List.of(1L, 2L, 3L), told);
    }

    @Test
    public void aNodeAloneWithItsLedgerNotesNothingAndGoesOnWithItsOutbox() throws Exception {
        var alone = node("alone", new SoleHolder());
        given(2);
        alone.read();
        alone.tell(1);
        alone.note();
        alone.outbox().close();
        nodes.remove(alone);
        var again = node("alone", new SoleHolder());
        again.round();
        assertEquals(List.of(1L, 2L), told);
        assertEquals(0, again.outbox().fence());
    }

    private void given(int more) {
        for (int i = 0; i < more; i++) {
            long sequence = book.size() + 1L;
            book.add(Entries.entry(sequence, sequence));
        }
    }

    private TellingNode node(String name, Leases leases) throws Exception {
        var node = new TellingNode(folder.getRoot().toPath().resolve(name + ".db"), leases, book, told, clock);
        nodes.add(node);
        return node;
    }
}

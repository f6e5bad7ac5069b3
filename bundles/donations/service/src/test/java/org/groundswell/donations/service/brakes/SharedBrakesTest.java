package org.groundswell.donations.service.brakes;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.groundswell.donations.api.brakes.BrakesState;
import org.groundswell.testing.RecordsInMemory;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class SharedBrakesTest {
    private static final long LONGEST_NANOS = 30_000_000_000L;
    private static final BrakesState PAUSED = BrakesState.NONE.paused(Map.of("en", "In a moment"));

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final RecordsInMemory records = new RecordsInMemory();
    private KeptBrakes here;
    private KeptBrakes there;

    @Before
    public void open() {
        here = new KeptBrakes(file("here"));
        there = new KeptBrakes(file("there"));
    }

    @After
    public void close() {
        here.close();
        there.close();
    }

    @Test
    public void whatIsPausedAtOneNodeIsPausedAtTheOther() throws Exception {
        here.bindRecords(records);
        there.bindRecords(records);
        until(() -> exchanged(here, PAUSED));
        until(() -> there.state().equals(PAUSED));
        assertTrue(there.exchange(PAUSED, PAUSED.resumed()));
        assertFalse("somebody was faster", here.exchange(PAUSED, PAUSED.withoutGateway("stripe")));
        assertEquals(PAUSED.resumed(), here.state());
    }

    @Test
    public void aBrakeThatIsOnStaysOnWhenANodeComesToTheOthers() throws Exception {
        assertTrue(here.exchange(BrakesState.NONE, PAUSED));
        records.away(true);
        here.bindRecords(records);
        assertTrue("until it has heard of the others", here.state().paused());
        assertFalse("nobody knows what it is made of", here.exchange(PAUSED, PAUSED.resumed()));
        records.away(false);
        there.bindRecords(records);
        until(() -> there.state().paused());
        assertTrue(here.state().paused());
    }

    @Test
    public void whatCannotBeKeptIsNotInForce() throws Exception {
        here.bindRecords(records);
        until(() -> exchanged(here, PAUSED));
        records.away(true);
        assertThrows(IOException.class, () -> here.exchange(PAUSED, PAUSED.resumed()));
        here.unbindRecords(records);
        assertThrows(IOException.class, () -> here.exchange(PAUSED, PAUSED.resumed()));
        assertTrue(here.state().paused());
    }

    /** Or a bundle that is exchanged: the first donors come before the first answer of the database. */
    @Test
    public void aNodeBeginsWithWhatItKnewLast() throws Exception {
        there.bindRecords(records);
        until(() -> exchanged(there, PAUSED));
        here.bindRecords(records);
        until(() -> begunAnew("here").paused());
        assertTrue("who has put it on", begunAnew("there").paused());
        assertTrue(there.exchange(PAUSED, PAUSED.resumed()));
        until(() -> !here.state().paused());
        until(() -> !begunAnew("here").paused());
    }

    @Test
    public void ofTwoNodesThatComeEachBrakeThatIsOnStaysOn() throws Exception {
        BrakesState other = BrakesState.NONE.withoutGateway("stripe").withBanner(Map.of("en", "Back at nine"));
        assertTrue(here.exchange(BrakesState.NONE, other));
        assertTrue(there.exchange(BrakesState.NONE, PAUSED.withoutGateway("mollie")));
        here.bindRecords(records);
        until(() -> !records.standby().after("brakes", 0, 1).isEmpty());
        there.bindRecords(records);
        for (KeptBrakes each : new KeptBrakes[] {here, there}) {
            until(() -> each.state().paused());
            until(() -> each.state().gatewaysOff().equals(Set.of("stripe", "mollie")));
            assertEquals(other.banner(), each.state().banner());
            assertEquals(PAUSED.why(), each.state().why());
        }
    }

    @Test
    public void whatANodeKnewOfOthersIsNotPutOnAgain() throws Exception {
        here.bindRecords(records);
        there.bindRecords(records);
        until(() -> exchanged(here, PAUSED));
        until(() -> begunAnew("here").paused());
        here.close();
        until(() -> there.state().paused());
        assertTrue(there.exchange(PAUSED, PAUSED.resumed()));
        try (var again = new Node(file("here"))) {
            again.brakes().bindRecords(records);
            until(() -> !again.brakes().state().paused());
            assertFalse(there.state().paused());
            assertTrue("and it takes a change", again.brakes().exchange(PAUSED.resumed(), PAUSED));
        }
    }

    /** The standby had not got the last change. */
    @Test
    public void aBrakeCanBePutOnAfterAnotherServerTookThePlace() throws Exception {
        here.bindRecords(records);
        RecordsInMemory empty = records.standby();
        until(() -> exchanged(here, PAUSED));
        RecordsInMemory paused = records.standby();
        assertTrue(here.exchange(PAUSED, PAUSED.resumed()));
        records.promote(paused);
        until(() -> here.state().equals(PAUSED));
        records.promote(empty);
        until(() -> here.state().equals(BrakesState.NONE));
        assertTrue(here.exchange(BrakesState.NONE, PAUSED));
    }

    @Test
    public void aFileThatCannotBeReadIsSetAsideAndOthersCount() throws Exception {
        Files.write(file("third"), new byte[] {(byte) 0xff, 0});
        there.bindRecords(records);
        until(() -> exchanged(there, PAUSED));
        try (var third = new Node(file("third"))) {
            third.brakes().bindRecords(records);
            until(() -> third.brakes().state().paused());
        }
        assertEquals(2, Files.size(file("third.unread")));
    }

    /** A node that cannot reach the database. */
    private BrakesState begunAnew(String node) {
        var nowhere = new RecordsInMemory();
        nowhere.away(true);
        try (var again = new Node(file(node))) {
            again.brakes().bindRecords(nowhere);
            return again.brakes().state();
        }
    }

    private record Node(KeptBrakes brakes) implements AutoCloseable {
        Node(Path file) {
            this(new KeptBrakes(file));
        }

        @Override
        public void close() {
            brakes.close();
        }
    }

    private static boolean exchanged(KeptBrakes brakes, BrakesState next) {
        try {
            return brakes.exchange(BrakesState.NONE, next);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path file(String node) {
        return folder.getRoot().toPath().resolve(node);
    }

    private static void until(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + LONGEST_NANOS;
        while (!condition.call()) {
            assertTrue("within half a minute", System.nanoTime() - end < 0);
            LockSupport.parkNanos(5_000_000);
        }
    }
}

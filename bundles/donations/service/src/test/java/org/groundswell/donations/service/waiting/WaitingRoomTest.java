package org.groundswell.donations.service.waiting;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.github.f4b6a3.uuid.UuidCreator;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.groundswell.donations.service.waiting.WaitingRoom.Turn;
import org.groundswell.testing.RecordsInMemory;
import org.groundswell.testing.SetClock;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class WaitingRoomTest {
    private static final int PER_SECOND = 2;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final SetClock clock = new SetClock("2026-11-21T20:00:00Z");
    private final List<UUID> donors = Stream.generate(UuidCreator::getTimeOrderedEpoch).limit(10).toList();

    @Test
    public void nobodyWaitsByDefault() {
        var room = new WaitingRoom(0, 1, mark(), clock);
        donors.forEach(each -> assertTrue(room.turn(each) instanceof Turn.Come));
    }

    @Test
    public void whatComesTogetherIsLetInInOrder() {
        WaitingRoom room = room();
        assertEquals(donors.subList(0, PER_SECOND), come(room, donors));
        assertEquals(3, place(room, 4));
        for (int gone = PER_SECOND; gone < donors.size(); gone += PER_SECOND) {
            pass(room, 1);
            // Whoever asks first, the turn is theirs whose number it is.
            assertEquals(donors.subList(gone, gone + PER_SECOND),
                    come(room, donors.subList(gone, donors.size()).reversed()).reversed());
        }
        assertEquals(0, room.length());
    }

    @Test
    public void placeAndTimeAreSaid() {
        WaitingRoom room = room();
        come(room, donors);
        pass(room, 0);
        var last = (Turn.Wait) room.turn(donors.getLast());
        assertEquals(donors.size() - PER_SECOND, last.place());
        assertEquals(Duration.ofSeconds(1 + last.place() / PER_SECOND), last.expected());
    }

    @Test
    public void theSameDonorHasOnePlaceAndOneTurn() {
        WaitingRoom room = room();
        come(room, donors);
        come(room, donors.subList(2, 10));
        assertEquals(8, room.length());
        pass(room, 1);
        assertTrue(room.turn(donors.get(2)) instanceof Turn.Come);
        assertTrue("a turn is for once", room.turn(donors.get(2)) instanceof Turn.Wait);
        assertEquals("and whoever could not use it is the next", 1, place(room, 2));
    }

    @Test
    public void whoLeavesKeepsNobodyWaiting() {
        WaitingRoom room = room();
        come(room, donors);
        for (int second = 0; second < 21; second++) {
            room.turn(donors.getLast());
            clock.pass(Duration.ofSeconds(1));
        }
        room.tick();
        assertTrue(room.turn(donors.getLast()) instanceof Turn.Come);
        assertEquals(0, room.length());
    }

    @Test
    public void theOrderSurvivesARestart() {
        WaitingRoom before = room();
        come(before, donors);
        pass(before, 0);
        WaitingRoom after = room();
        assertEquals("nobody before all had the time to come back", List.of(),
                come(after, donors.subList(2, 10).reversed()));
        pass(after, 0);
        assertEquals(8, place(after, 9));
        for (int second = 0; second < 19; second++) {
            pass(after, 1);
            assertEquals(List.of(), come(after, donors.subList(2, 10)));
        }
        pass(after, 1);
        assertEquals(donors.subList(2, 4), come(after, donors.subList(2, 10)));
    }

    @Test
    public void aRestartWithoutAQueueKeepsNobodyWaiting() {
        WaitingRoom before = room();
        come(before, donors);
        for (int gone = PER_SECOND; gone < donors.size(); gone += PER_SECOND) {
            pass(before, 1);
            come(before, donors.subList(gone, donors.size()));
        }
        pass(before, 1);
        assertTrue(room().turn(UuidCreator.getTimeOrderedEpoch()) instanceof Turn.Come);
    }

    @Test
    public void thereIsAnEndToTheRoom() {
        WaitingRoom room = room();
        come(room, donors.subList(0, 6));
        assertFalse(room.isFull());
        come(room, donors);
        assertTrue(room.isFull());
    }

    @Test
    public void aClockThatWasPutBackKeepsNobodysPlaceForLong() {
        WaitingRoom room = room();
        come(room, donors);
        clock.set(clock.instant().minus(Duration.ofHours(1)));
        room.tick();
        clock.pass(Duration.ofSeconds(21));
        room.tick();
        assertEquals(0, room.length());
    }

    @Test
    public void aLookAndATickCostHardlyMoreAmongManyThanAmongFew() {
        long few = costOfACrowd(2_000);
        long many = costOfACrowd(200_000);
        assertTrue(few + " ns each among 2,000, " + many + " among 200,000", many < 12 * few + 5_000);
    }

    /** CPU nanoseconds for a newcomer's look, a look of somebody who waits, and a tick, in the best of five rounds. */
    private long costOfACrowd(int size) {
        var room = new WaitingRoom(1, 1_000_000, folder.getRoot().toPath().resolve("crowd-" + size), clock);
        var ids = Stream.generate(UuidCreator::getTimeOrderedEpoch).limit(size).toList();
        ids.forEach(room::turn);
        assertEquals(size - 1, room.length());
        var cpu = ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            long start = cpu.getCurrentThreadCpuTime();
            for (int i = 0; i < 200; i++) {
                room.turn(UuidCreator.getTimeOrderedEpoch());
                room.turn(ids.get(size / 2 + i));
                room.tick();
            }
            least = Math.min(least, (cpu.getCurrentThreadCpuTime() - start) / 200);
        }
        return least;
    }

    @Test
    public void eachOfTwoNodesLetsHalfOfThemOn() {
        var nanos = new AtomicLong();
        var records = new RecordsInMemory();
        try (var nodes = new LivingNodes(nanos::get); var others = new LivingNodes(nanos::get)) {
            nodes.join(records);
            others.join(records);
            for (int i = 0; i < 3; i++) {
                nodes.round();
                others.round();
            }
            var room = new WaitingRoom(PER_SECOND, 100, mark(), clock, nodes);
            come(room, donors);
            int before = room.length();
            pass(room, 1);
            pass(room, 1);
            assertEquals("one a second", before - 2, room.length());
            var last = (Turn.Wait) room.turn(donors.getLast());
            assertEquals(Duration.ofSeconds(1 + last.place()), last.expected());
        }
    }

    private WaitingRoom room() {
        return new WaitingRoom(PER_SECOND, 8, mark(), clock);
    }

    private Path mark() {
        return folder.getRoot().toPath().resolve("waiting");
    }

    private void pass(WaitingRoom room, int seconds) {
        clock.pass(Duration.ofSeconds(seconds));
        room.tick();
        room.tick();
    }

    private static List<UUID> come(WaitingRoom room, List<UUID> askers) {
        var came = new ArrayList<UUID>();
        for (UUID each : askers) {
            if (room.turn(each) instanceof Turn.Come) {
                came.add(each);
            }
        }
        return came;
    }

    private int place(WaitingRoom room, int donor) {
        return ((Turn.Wait) room.turn(donors.get(donor))).place();
    }
}

package org.groundswell.stats.service;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.groundswell.edge.api.requests.RequestObserver.Kind;
import org.groundswell.stats.api.Figures;
import org.groundswell.stats.api.NodeFigures.AllNodes;
import org.groundswell.stats.api.NodeFigures.Node;
import org.groundswell.testing.RecordsInMemory;
import org.groundswell.testing.SetClock;
import org.junit.After;
import org.junit.Test;

public class SharedNodesTest {
    private final SetClock clock = new SetClock("2026-11-21T20:00:10Z");
    /** An hour ahead: nobody compares clocks of two nodes. */
    private final SetClock wrongClock = new SetClock("2026-11-21T21:00:10Z");
    private final RecordsInMemory records = new RecordsInMemory();
    private final SharedNodes here = node("here", clock, 1, 98, 1, 10_000_000);
    private final SharedNodes there = node("there", wrongClock, 1, 100, 2, 80_000_000);

    @After
    public void close() {
        here.close();
        there.close();
    }

    @Test
    public void theFiguresOfAllNodesAreOneAndEachHasItsLine() {
        join(here, there);
        AllNodes all = here.now().orElseThrow();
        assertEquals(List.of(2L, 198L, 3L), List.of(all.visitors(), all.requests(), all.errors()));
        assertEquals("half of them were here", 10, all.p50Micros() / 1000);
        assertEquals("the slow ones were there", 80, all.p99Micros() / 1000);
        assertEquals(List.of("here", "there"), all.nodes().stream().map(Node::name).toList());
        assertEquals(List.of(true, false), all.nodes().stream().map(Node::isHere).toList());
        Node other = all.nodes().getLast();
        assertEquals(List.of("1.0.0", true, false, 1L), List.of(other.release(), other.isFit(), other.isSilent(),
                other.visitors()));
        assertEquals("the same at the other", 198, there.now().orElseThrow().requests());
    }

    @Test
    public void aNodeThatIsNotHeardForAMinuteIsSaidAndInNoSum() {
        join(here, there);
        clock.pass(Duration.ofSeconds(59));
        assertFalse(here.now().orElseThrow().nodes().getLast().isSilent());
        clock.pass(Duration.ofSeconds(3));
        AllNodes all = here.now().orElseThrow();
        assertTrue(all.nodes().getLast().isSilent());
        assertEquals(clock.instant().minusSeconds(62), all.nodes().getLast().heard());
        assertEquals(List.of(1L, 98L, 10L), List.of(all.visitors(), all.requests(), all.p99Micros() / 1000));
        there.tell();
        here.tell();
        assertFalse("it is back", here.now().orElseThrow().nodes().getLast().isSilent());
        clock.pass(HeardNodes.FORGOTTEN.plusSeconds(1));
        assertEquals(1, here.now().orElseThrow().nodes().size());
    }

    /** What stands in the database at a start may have been written last week. */
    @Test
    public void whatIsFoundAtTheStartWasHeardWhenItWasWritten() {
        there.bindRecords(records);
        wrongClock.set(clock.instant().minus(Duration.ofMinutes(10)));
        there.tell();
        join(here);
        assertTrue(here.now().orElseThrow().nodes().getLast().isSilent());
    }

    @Test
    public void whoIsStoppedOnPurposeIsNotMissed() {
        join(here, there);
        there.sayGoodbye();
        here.tell();
        assertEquals(List.of("here"), here.now().orElseThrow().nodes().stream().map(Node::name).toList());
    }

    @Test
    public void aNodeHearsItselfWhileTheDatabaseIsAway() {
        join(here, there);
        records.away(true);
        clock.pass(Duration.ofMinutes(5));
        here.tell();
        assertEquals(List.of(false, true), here.now().orElseThrow().nodes().stream().map(Node::isSilent).toList());
    }

    @Test
    public void aNodeThatStandsAloneHasNoOthers() {
        here.tell();
        assertEquals(Optional.empty(), here.now());
    }

    @Test
    public void whatAnotherReleaseWritesIsInNobodysWay() throws Exception {
        records.put("nodes", Map.of("odd", "[1", "empty", "{}", "times", "{\"at\":\"2026-11-21T20:00:10Z\",\"release\":\"9\","
                + "\"t\":\"!\"}", "when", "{\"at\":\"today\",\"release\":\"9\",\"t\":\"\"}"));
        join(here);
        assertEquals(List.of("here", "times"), here.now().orElseThrow().nodes().stream().map(Node::name).toList());
    }

    /** Two rounds: the first one of whoever comes first hears nobody. */
    private void join(SharedNodes... nodes) {
        for (SharedNodes each : nodes) {
            each.bindRecords(records);
        }
        for (int round = 0; round < 2; round++) {
            for (SharedNodes each : nodes) {
                each.tell();
            }
        }
    }

    private static SharedNodes node(String name, SetClock clock, int visitors, long requests, long errors, long nanos) {
        var counter = new RequestCounter(clock);
        for (int i = 0; i < visitors; i++) {
            counter.answered(Kind.PAGE, 200, nanos, InetAddress.getLoopbackAddress(), "agent " + i);
        }
        // As many at each node, so that half of all are the quick ones.
        for (int i = visitors; i < 100; i++) {
            counter.answered(Kind.ASSET, 200, nanos, InetAddress.getLoopbackAddress(), "agent");
        }
        counter.takeMinute();
        return new SharedNodes(name, "1.0.0", counter, (_, _, _) -> List.of(new Figures(clock.instant(), 1, 0, 0, requests,
                errors, 0, 0, 0, 0, Map.of(), Map.of(), Map.of())), clock);
    }
}

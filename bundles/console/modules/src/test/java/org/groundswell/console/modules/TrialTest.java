package org.groundswell.console.modules;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.groundswell.kernel.api.keeper.SwapOutcome;
import org.groundswell.kernel.api.keeper.SwapRecord;
import org.junit.Test;

public class TrialTest {
    private static final Instant START = Instant.parse("2026-11-27T20:00:00Z");
    private final List<SwapRecord> history = new ArrayList<>();

    @Test
    public void whatBeganHasToProveItselfUntilItsEndIsSaid() {
        note("wall", SwapOutcome.BEGUN);
        note("stats", SwapOutcome.BEGUN);
        assertEquals(Set.of("wall", "stats"), trial().running().keySet());
        note("wall", SwapOutcome.REFUSED);
        assertEquals("another jar for it was refused", Set.of("wall", "stats"), trial().running().keySet());
        note("wall", SwapOutcome.GOOD);
        assertEquals(Set.of("stats"), trial().running().keySet());
        assertTrue(trial().wasChanged("wall"));
        assertFalse(trial().wasChanged("stats"));
    }

    @Test
    public void whatBeganBeforeTheNodeDidIsOver() {
        history.add(record("wall", SwapOutcome.BEGUN, START.minusSeconds(1)));
        assertEquals(Set.of(), trial().running().keySet());
    }

    @Test
    public void howASwapEnded() {
        note("wall", SwapOutcome.GOOD);
        Instant since = next();
        assertEquals(List.of(), trial().ended(since));
        note("wall", SwapOutcome.BEGUN);
        assertEquals("it goes on", List.of(), trial().ended(since));
        note("wall", SwapOutcome.ROLLED_BACK);
        assertEquals(SwapOutcome.ROLLED_BACK, trial().ended(since).getFirst().outcome());
    }

    /** The history says first what becomes of the jar that goes. */
    @Test
    public void aWayBackHasEndedWhenTheJarBeforeProvedItself() {
        Instant since = next();
        note("wall", SwapOutcome.INTERRUPTED);
        note("wall", SwapOutcome.ROLLED_BACK);
        note("wall", SwapOutcome.BEGUN);
        assertEquals(List.of(), trial().ended(since));
        note("wall", SwapOutcome.GOOD);
        assertEquals(List.of(SwapOutcome.GOOD), trial().ended(since).stream().map(SwapRecord::outcome).toList());
    }

    @Test
    public void eachBundleOfAFeatureHasALastWord() {
        Instant since = next();
        note("wall", SwapOutcome.BEGUN);
        note("wall.api", SwapOutcome.BEGUN);
        note("wall", SwapOutcome.GOOD);
        note("wall.api", SwapOutcome.REFUSED);
        assertEquals(2, trial().ended(since).size());
        assertEquals("the newest first, without beginnings", List.of(SwapOutcome.REFUSED, SwapOutcome.GOOD),
                trial().latest("", 10).stream().map(SwapRecord::outcome).toList());
        assertEquals(1, trial().latest("wall", 10).size());
        assertEquals(1, trial().latest("", 1).size());
    }

    private Trial trial() {
        return new Trial(history, START);
    }

    private void note(String bundle, SwapOutcome outcome) {
        history.add(record(bundle, outcome, next()));
    }

    private Instant next() {
        return START.plusSeconds(history.size() + 1);
    }

    private static SwapRecord record(String bundle, SwapOutcome outcome, Instant at) {
        return new SwapRecord(at, "console", bundle, "1.0.0", "1.0.1", "", outcome, "", 0, List.of());
    }
}

package org.groundswell.donations.service.waiting;

import static org.junit.Assert.assertEquals;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.groundswell.testing.RecordsInMemory;
import org.junit.After;
import org.junit.Test;

public class LivingNodesTest {
    private final AtomicLong nanos = new AtomicLong();
    private final RecordsInMemory records = new RecordsInMemory();
    private final LivingNodes here = new LivingNodes(nanos::get);
    private final LivingNodes there = new LivingNodes(nanos::get);

    @After
    public void close() {
        here.close();
        there.close();
    }

    @Test
    public void aNodeAloneIsOne() {
        here.round();
        assertEquals(1, here.count());
    }

    @Test
    public void eachKnowsHowManyThereAre() {
        here.join(records);
        there.join(records);
        rounds(here, there);
        assertEquals(2, here.count());
        assertEquals(2, there.count());
    }

    @Test
    public void whoIsSilentIsGoneAfterAWhile() {
        here.join(records);
        there.join(records);
        rounds(here, there);
        here.round();
        roundsWithin(LivingNodes.PATIENCE.minusSeconds(1), here);
        assertEquals(2, here.count());
        roundsWithin(Duration.ofSeconds(2), here);
        assertEquals(1, here.count());
        here.round();
        assertEquals("and forgotten", 1, here.count());
    }

    @Test
    public void withoutTheDatabaseAsManyAsThereWere() {
        here.join(records);
        there.join(records);
        rounds(here, there);
        records.away(true);
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        here.round();
        assertEquals(2, here.count());
    }

    /** Each would let on as many as if it were alone, and all donors would come at once. */
    @Test
    public void afterAnOutageNobodyIsAlone() {
        here.join(records);
        there.join(records);
        rounds(here, there);
        here.round();
        records.away(true);
        roundsWithin(LivingNodes.PATIENCE.multipliedBy(3), here, there);
        records.away(false);
        here.round();
        assertEquals("the first to look", 2, here.count());
        there.round();
        assertEquals("the second", 2, there.count());
        roundsWithin(LivingNodes.PATIENCE, here, there);
        assertEquals(2, here.count());
        assertEquals(2, there.count());
    }

    @Test
    public void whoDoesNotComeBackAfterAnOutageIsGoneAfterAWhile() {
        here.join(records);
        there.join(records);
        rounds(here, there);
        here.round();
        records.away(true);
        roundsWithin(LivingNodes.PATIENCE, here);
        records.away(false);
        roundsWithin(LivingNodes.PATIENCE.plus(LivingNodes.PAUSE.multipliedBy(2)), here);
        assertEquals(1, here.count());
    }

    private void roundsWithin(Duration time, LivingNodes... nodes) {
        for (Duration left = time; left.isPositive(); left = left.minus(LivingNodes.PAUSE)) {
            nanos.addAndGet(Math.min(left.toNanos(), LivingNodes.PAUSE.toNanos()));
            for (LivingNodes each : nodes) {
                each.round();
            }
        }
    }

    private static void rounds(LivingNodes... nodes) {
        for (int i = 0; i < 3; i++) {
            for (LivingNodes each : nodes) {
                each.round();
            }
        }
    }
}

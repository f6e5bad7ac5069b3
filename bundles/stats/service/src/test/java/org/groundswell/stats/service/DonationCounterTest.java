package org.groundswell.stats.service;

import static org.junit.Assert.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.groundswell.donations.api.Cause;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Entry;
import org.groundswell.testing.SetClock;
import org.joda.money.Money;
import org.junit.Test;

public class DonationCounterTest {
    private final SetClock clock = new SetClock("2026-11-21T20:00:10Z");
    private final DonationCounter counter = new DonationCounter(clock, new Ends());

    @Test
    public void tellsOfTheLastFullMinute() {
        counter.committed(List.of(entry(2500, 1), entry(1000, 1), entry(0, 0), entry(-500, 0)));
        assertEquals(0, counter.lastMinute());
        clock.pass(Duration.ofMinutes(1));
        assertEquals(2, counter.lastMinute());
        assertEquals(Map.of("EUR", 3500L), counter.amountLastMinute());
        clock.pass(Duration.ofMinutes(1));
        assertEquals(0, counter.lastMinute());
        assertEquals(2, counter.donations());
    }

    @Test
    public void testsAreNoDonations() {
        Entry gift = entry(2500, 1);
        counter.committed(List.of(new Entry(1, gift.donation(), "flood", DonationState.PAID, gift.raised(), 1,
                Cause.WEBHOOK, clock.instant(), 3)));
        clock.pass(Duration.ofMinutes(1));
        assertEquals(0, counter.lastMinute());
        assertEquals(Map.of(), counter.amountLastMinute());
        assertEquals(0, counter.donations());
        assertEquals(1, counter.tests());
    }

    private Entry entry(long minor, int donations) {
        return new Entry(1, UUID.randomUUID(), "flood", DonationState.PAID,
                Money.parse("EUR 0").plusMinor(minor), donations, Cause.WEBHOOK, clock.instant());
    }
}

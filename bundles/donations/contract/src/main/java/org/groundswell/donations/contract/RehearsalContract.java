package org.groundswell.donations.contract;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.LedgerListener;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.api.PledgeOutcome;
import org.groundswell.donations.api.Recount;
import org.groundswell.donations.api.Totals;
import org.joda.money.CurrencyUnit;
import org.junit.Test;

/** Tests stand in the same book as gifts, and are never counted as such. Part of {@link LedgerContract}. */
public abstract class RehearsalContract {
    /** The ledger under test; empty at the test's begin. */
    protected abstract Ledger ledger();

    /** Opens the same book again; closes it first where that was not done. */
    protected abstract void reopen() throws Exception;

    /** Has it tell this listener. */
    protected abstract void tell(LedgerListener listener);

    @Test
    public void testsAreShownWhileThereIsNothingElseAndSaidToBeTests() throws Exception {
        assertTrue("nothing was given yet", totals().isTest());
        UUID id = paid("t", true, 2500);
        shown(true, 2500, id);
        reopen();
        shown(true, 2500, id);
        assertTrue(ledger().donation(id).orElseThrow().pledge().test());
    }

    @Test
    public void realMoneyIsNeverAddedToTests() throws Exception {
        paid("t1", true, 2500);
        UUID real = paid("r", false, 700);
        shown(false, 700, real);
        UUID late = paid("t2", true, 900);
        shown(false, 700, real);
        reopen();
        shown(false, 700, real);
        gifts().change(late, DonationState.REFUNDED, "t2", "e2 t2", 900, 900);
        shown(false, 700, real);
        assertFalse(ledger().donation(real).orElseThrow().pledge().test());
        assertEquals(List.of("0: 700 of 1", "1: 2500 of 1"), recounted());
    }

    @Test
    public void wherePeopleCanGiveRealMoneyTestsAreNotShown() throws Exception {
        UUID before = paid("t1", true, 2500);
        ledger().takeRealMoney(Gifts.NOW);
        shown(false, 0);
        paid("t2", true, 900);
        ledger().endRehearsal(Gifts.NOW);
        ledger().takeRealMoney(Gifts.NOW);
        shown(false, 0);
        reopen();
        shown(false, 0);
        assertEquals(DonationState.PAID, ledger().donation(before).orElseThrow().state());
        shown(false, 300, paid("r", false, 300));
    }

    @Test
    public void aRehearsalThatHasEndedIsKeptApart() throws Exception {
        UUID first = paid("t1", true, 2500);
        UUID late = pledged("t2", true, 900);
        ledger().endRehearsal(Gifts.NOW);
        shown(true, 0);
        gifts().change(late, DonationState.PAID, "t2", "e t2", 900, 0);
        shown(true, 0);
        UUID next = paid("t3", true, 100);
        shown(true, 100, next);
        reopen();
        shown(true, 100, next);
        gifts().change(first, DonationState.REFUNDED, "t1", "e2 t1", 2500, 500);
        shown(true, 100, next);
        assertEquals("nothing has left the book", 3, ledger().newest(null, 10).size());
        assertEquals(List.of("1: 2900 of 2", "2: 100 of 1"), recounted());
    }

    @Test
    public void whatEndsARehearsalIsToldToWhoeverShowsTotals() {
        paid("t", true, 2500);
        var told = new CopyOnWriteArrayList<Totals>();
        tell(_ -> told.add(totals()));
        ledger().endRehearsal(Gifts.NOW);
        assertEquals(0, told.getLast().raised().getAmountMinorLong());
        assertTrue(told.getLast().isTest());
        ledger().takeRealMoney(Gifts.NOW);
        assertFalse(told.getLast().isTest());
    }

    @Test
    public void entriesSayWhoseTheyAre() {
        UUID test = paid("t1", true, 2500);
        ledger().endRehearsal(Gifts.NOW);
        UUID next = paid("t2", true, 2500);
        UUID real = paid("r", false, 700);
        assertEquals(List.of(1, 1, 1), rehearsals(ledger().entries(test)));
        assertEquals(List.of(2, 2, 2), rehearsals(ledger().entries(next)));
        assertEquals(List.of(0, 0, 0), rehearsals(ledger().entries(real)));
        assertEquals(List.of(1, 1, 1, 2, 2, 2, 0, 0, 0),
                rehearsals(ledger().entriesAfter(Ledger.BEGINNING, 100).entries()));
    }

    @Test
    public void theMarkIsGivenOnce() throws Exception {
        UUID id = pledged("t", true, 2500);
        var again = ledger().pledge(pledge(UUID.randomUUID(), "t", false, 2500));
        assertTrue(((PledgeOutcome.Repeated) again).donation().pledge().test());
        gifts().change(id, DonationState.PAID, "t", "e t", 2500, 0);
        reopen();
        assertTrue(ledger().donation(id).orElseThrow().pledge().test());
        assertTrue(ledger().byPayment("sandbox", "t").orElseThrow().pledge().test());
    }

    private Gifts gifts() {
        return new Gifts(this::ledger);
    }

    private UUID paid(String key, boolean test, long minor) {
        UUID id = pledged(key, test, minor);
        gifts().change(id, DonationState.PAID, key, "e " + key, minor, 0);
        return id;
    }

    private UUID pledged(String key, boolean test, long minor) {
        UUID id = UUID.randomUUID();
        ledger().pledge(pledge(id, key, test, minor));
        gifts().pending(id, key);
        return id;
    }

    private static Pledge pledge(UUID id, String key, boolean test, long minor) {
        return Gifts.pledge(id, key, "", minor).asTest(test);
    }

    private void shown(boolean test, long minor, UUID... latest) {
        Totals totals = totals();
        assertEquals("whether they are tests", test, totals.isTest());
        assertEquals(minor, totals.raised().getAmountMinorLong());
        assertEquals(latest.length, totals.donations());
        ledger().newest(null, 10).forEach(each -> assertEquals("" + each,
                totals.shows(each) && each.counted().isPositive(), List.of(latest).contains(each.pledge().id())));
        assertEquals(List.of(latest), ledger().latest(Gifts.CAMPAIGN, 10).stream().map(each -> each.pledge().id())
                .toList());
    }

    private Totals totals() {
        return ledger().totals(Gifts.CAMPAIGN, CurrencyUnit.EUR);
    }

    private static List<Integer> rehearsals(List<Entry> entries) {
        return entries.stream().map(Entry::rehearsal).toList();
    }

    private List<String> recounted() {
        var found = new ArrayList<String>();
        for (Recount each : ledger().recount()) {
            assertTrue(each.toString(), each.agrees());
            found.add(each.rehearsal() + ": " + each.total().getAmountMinorLong() + " of " + each.totalCount());
        }
        return found.stream().sorted().toList();
    }
}

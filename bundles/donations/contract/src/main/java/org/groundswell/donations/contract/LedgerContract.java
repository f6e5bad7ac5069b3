package org.groundswell.donations.contract;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.groundswell.donations.api.Cause;
import org.groundswell.donations.api.Change;
import org.groundswell.donations.api.ChangeOutcome;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.LedgerListener;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.api.PledgeOutcome;
import org.groundswell.donations.api.Recount;
import org.joda.money.CurrencyUnit;
import org.junit.Test;

/**
 * What the platform relies on, whoever keeps the book. Whoever writes a ledger extends this class, says how it is
 * opened and closed, and has all of it checked; {@link ReceiptBookContract} is for its other half.
 */
public abstract class LedgerContract extends MoneyContract {
    /** The ledger under test: the same within one test, until it is opened again; empty at the test's begin. */
    @Override
    protected abstract Ledger ledger();

    /** Ends it in order, as when its bundle is stopped. */
    protected abstract void close() throws Exception;

    /** Opens the same book again; closes it first where that was not done. */
    @Override
    protected abstract void reopen() throws Exception;

    /** Has it tell this listener. */
    @Override
    protected abstract void tell(LedgerListener listener);

    @Test
    public void aKeyIsOneDonation() {
        Pledge first = pledge("key-1", 2500);
        assertTrue(ledger().pledge(first) instanceof PledgeOutcome.Recorded);
        var again = ledger().pledge(pledge("key-1", 2500));
        assertEquals(first.id(), ((PledgeOutcome.Repeated) again).donation().pledge().id());
        assertTrue(ledger().pledge(pledge("key-1", 9900)) instanceof PledgeOutcome.ForeignKey);
        assertEquals(1, ledger().entries(first.id()).size());
    }

    @Test
    public void anUnknownDonationIsNoError() {
        var change = Change.to(UUID.randomUUID(), DonationState.PAID, Cause.WEBHOOK, Gifts.NOW);
        assertTrue(ledger().change(change) instanceof ChangeOutcome.Unknown);
    }

    @Test
    public void everythingIsThereAfterOpeningAgain() throws Exception {
        UUID id = gifts().recorded("k", 2500);
        gifts().pending(id, "p1");
        gifts().change(id, DonationState.PAID, "p1", "e1", 2500, 0);
        Donation before = ledger().donation(id).orElseThrow();
        reopen();
        assertEquals(before, ledger().donation(id).orElseThrow());
        assertEquals(before, ledger().byPayment("sandbox", "p1").orElseThrow());
        assertEquals(before, ledger().byKey("k").orElseThrow());
        assertTrue(ledger().byKey("another").isEmpty());
        assertEquals(2500, gifts().raised());
        assertEquals(List.of(before), ledger().latest(Gifts.CAMPAIGN, 5));
    }

    @Test
    public void listenersHearOfEntriesAfterTheyAreDurable() {
        var heard = new CopyOnWriteArrayList<Entry>();
        assertEquals("whoever listens has read the totals", 0, gifts().raised());
        tell(heard::addAll);
        UUID id = gifts().recorded("k", 2500);
        gifts().pending(id, "p1");
        gifts().change(id, DonationState.PAID, "p1", "e1", 2500, 0);
        assertEquals(List.of(DonationState.PENDING, DonationState.PAID), heard.stream().map(Entry::state).toList());
    }

    @Test
    public void manyAtOnceAddUp() throws Exception {
        int donors = 200;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = new ArrayList<Future<?>>();
            for (int i = 0; i < donors; i++) {
                int number = i;
                results.add(threads.submit(() -> {
                    UUID id = gifts().recorded("key-" + number, 100 + number);
                    gifts().pending(id, "p" + number);
                    gifts().change(id, DonationState.PAID, "p" + number, "e" + number, 100 + number, 0);
                }));
            }
            for (Future<?> result : results) {
                result.get();
            }
        }
        assertEquals(donors * 100L + donors * (donors - 1L) / 2, gifts().raised());
        assertEquals(donors, ledger().totals(Gifts.CAMPAIGN, CurrencyUnit.EUR).donations());
        for (Recount each : ledger().recount()) {
            assertTrue(each.toString(), each.agrees());
        }
    }

    @Test
    public void openDonationsComeInPagesOldestFirst() {
        var ids = new ArrayList<UUID>();
        for (int i = 0; i < 5; i++) {
            ids.add(gifts().recorded("k" + i, 100, new UUID(0x0199_0000_0000_7000L, i)));
        }
        gifts().change(ids.get(1), DonationState.PAID, "p", "e", 100, 0);
        var page = ledger().open(null, 2).stream().map(each -> each.pledge().id()).toList();
        assertEquals(List.of(ids.get(0), ids.get(2)), page);
        assertEquals(List.of(ids.get(3), ids.get(4)),
                ledger().open(page.getLast(), 2).stream().map(each -> each.pledge().id()).toList());
        assertEquals(List.of(ids.get(4), ids.get(3)),
                ledger().newest(null, 2).stream().map(each -> each.pledge().id()).toList());
    }

    @Test
    public void aClosedLedgerRefusesInsteadOfHanging() throws Exception {
        close();
        assertThrows(LedgerUnavailableException.class, () -> ledger().pledge(pledge("k", 100)));
        reopen();
    }

    @Test
    public void limitsHaveARange() {
        assertThrows(IllegalArgumentException.class, () -> ledger().open(null, 0));
        assertThrows(IllegalArgumentException.class, () -> ledger().newest(null, 1001));
        assertThrows(IllegalArgumentException.class, () -> ledger().latest(Gifts.CAMPAIGN, 101));
    }

    private static Pledge pledge(String key, long minor) {
        return Gifts.pledge(UUID.randomUUID(), key, "", minor);
    }
}

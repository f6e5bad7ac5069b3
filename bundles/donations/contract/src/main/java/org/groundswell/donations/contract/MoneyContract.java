package org.groundswell.donations.contract;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.groundswell.donations.api.Cause;
import org.groundswell.donations.api.Change;
import org.groundswell.donations.api.ChangeOutcome;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Entry;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.Test;

/** What a gift is worth after what is heard of its payment: {@link LedgerContract} has it checked. */
abstract class MoneyContract extends PositionContract {
    /** Gifts of this ledger. */
    protected final Gifts gifts() {
        return new Gifts(this::ledger);
    }

    @Test
    public void onlySettledMoneyCounts() {
        UUID id = gifts().recorded("k", 2500);
        gifts().pending(id, "p1");
        assertEquals(0, gifts().raised());
        gifts().change(id, DonationState.PAID, "p1", "e1", 2500, 0);
        assertEquals(2500, gifts().raised());
        assertEquals(1, ledger().totals(Gifts.CAMPAIGN, CurrencyUnit.EUR).donations());
        assertEquals(List.of(DonationState.PLEDGED, DonationState.PENDING, DonationState.PAID),
                ledger().entries(id).stream().map(Entry::state).toList());
    }

    /** A gateway takes its fee in the currency of its account. */
    @Test
    public void aFeeKeepsItsCurrency() throws Exception {
        UUID id = gifts().recorded("k", 2500);
        gifts().pending(id, "p1");
        for (String fee : List.of("JPY 30", "KWD 0.125", "EUR 0.30")) {
            ledger().change(Change.to(id, DonationState.PAID, Cause.WEBHOOK, Gifts.NOW.plusSeconds(1))
                    .withFee(Money.parse(fee)).withBasis(ledger().donation(id).orElseThrow()));
            assertEquals(fee, Money.parse(fee), ledger().donation(id).orElseThrow().fee());
            reopen();
            assertEquals("read again", Money.parse(fee), ledger().donation(id).orElseThrow().fee());
        }
    }

    @Test
    public void aRepeatedOrLateNotificationChangesNothing() {
        UUID id = gifts().recorded("k", 2500);
        gifts().pending(id, "p1");
        gifts().change(id, DonationState.PAID, "p1", "e1", 2500, 0);
        assertTrue(gifts().change(id, DonationState.PAID, "p1", "e1", 2500, 0) instanceof ChangeOutcome.Ignored);
        assertTrue(gifts().change(id, DonationState.PAID, "p1", "e2", 2500, 0) instanceof ChangeOutcome.Ignored);
        assertTrue(gifts().change(id, DonationState.FAILED, "p1", "e3", 0, 0) instanceof ChangeOutcome.Ignored);
        assertTrue(gifts().change(id, DonationState.PENDING, "p1", "e4", 0, 0) instanceof ChangeOutcome.Ignored);
        assertEquals(2500, gifts().raised());
    }

    @Test
    public void moneyThatArrivesLateCounts() {
        UUID id = gifts().recorded("k", 2500);
        gifts().pending(id, "p1");
        gifts().change(id, DonationState.EXPIRED, "p1", null, 0, 0);
        gifts().change(id, DonationState.PAID, "p1", "e1", 2500, 0);
        assertEquals(2500, gifts().raised());
    }

    @Test
    public void refundsReduceTheTotalOnce() {
        UUID id = gifts().recorded("k", 2500);
        gifts().pending(id, "p1");
        gifts().change(id, DonationState.PAID, "p1", "e1", 2500, 0);
        gifts().change(id, DonationState.REFUNDED, "p1", "e2", 2500, 1000);
        assertEquals(1500, gifts().raised());
        assertTrue(gifts().change(id, DonationState.REFUNDED, "p1", "e3", 2500, 1000) instanceof ChangeOutcome.Ignored);
        assertTrue("an older report", gifts().change(id, DonationState.PAID, "p1", "e4", 2500, 0)
                instanceof ChangeOutcome.Ignored);
        gifts().change(id, DonationState.REFUNDED, "p1", "e5", 2500, 2500);
        assertEquals(0, gifts().raised());
        assertEquals(0, ledger().totals(Gifts.CAMPAIGN, CurrencyUnit.EUR).donations());
        assertTrue(ledger().latest(Gifts.CAMPAIGN, 10).isEmpty());
    }

    @Test
    public void aRefundMayBeHeardOfBeforeThePayment() {
        UUID id = gifts().recorded("k", 2500);
        gifts().pending(id, "p1");
        gifts().change(id, DonationState.REFUNDED, "p1", "e2", 2500, 500);
        gifts().change(id, DonationState.PAID, "p1", "e1", 2500, 0);
        assertEquals(2000, gifts().raised());
    }

    /** Each won dispute counts its donation once more, and it is still one. */
    @Test
    public void wonDisputesTakeNobodysPlaceAmongTheLatest() {
        var ids = new ArrayList<UUID>();
        for (int i = 0; i < 7; i++) {
            UUID id = gifts().recorded("k" + i, 2500);
            ids.add(id);
            gifts().pending(id, "p" + i);
            gifts().news(id, DonationState.PAID, i, 1);
        }
        for (int round = 1; round <= 4; round++) {
            gifts().news(ids.get(6), DonationState.DISPUTED, 6, 2 * round);
            gifts().news(ids.get(6), DonationState.PAID, 6, 2 * round + 1);
        }
        gifts().news(ids.get(0), DonationState.DISPUTED, 0, 2);
        gifts().news(ids.get(0), DonationState.PAID, 0, 3);
        assertEquals(List.of(0, 6, 5, 4, 3, 2), ledger().latest(Gifts.CAMPAIGN, 6).stream()
                .map(each -> ids.indexOf(each.pledge().id())).toList());
    }

    @Test
    public void whatTheGatewaySaysNowMayTakeBackWhatWasRecorded() {
        UUID id = gifts().recorded("k", 2500);
        long pledged = version(id);
        assertTrue(gifts().answer(id, DonationState.PAID, 2500, 0, pledged) instanceof ChangeOutcome.Applied);
        long paid = version(id);
        assertTrue("a version is never used twice", paid > pledged);
        assertTrue(gifts().answer(id, DonationState.REFUNDED, 2500, 2500, paid) instanceof ChangeOutcome.Applied);
        assertEquals(0, gifts().raised());
        assertTrue("the refund failed", gifts().answer(id, DonationState.PAID, 2500, 0, version(id))
                instanceof ChangeOutcome.Applied);
        assertEquals(2500, gifts().raised());
        assertTrue("the same once more", gifts().answer(id, DonationState.PAID, 2500, 0, version(id))
                instanceof ChangeOutcome.Ignored);
    }

    @Test
    public void anAnswerToAnOldQuestionIsStale() {
        UUID id = gifts().recorded("k", 2500);
        long asked = version(id);
        gifts().pending(id, "p1");
        assertTrue(gifts().answer(id, DonationState.PAID, 2500, 0, asked) instanceof ChangeOutcome.Stale);
        assertEquals(0, gifts().raised());
        assertEquals(DonationState.PENDING, ledger().donation(id).orElseThrow().state());
    }

    private long version(UUID id) {
        return ledger().donation(id).orElseThrow().version();
    }
}

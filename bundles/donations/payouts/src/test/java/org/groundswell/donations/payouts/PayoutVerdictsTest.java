package org.groundswell.donations.payouts;

import static org.groundswell.donations.payouts.ModelGateways.gift;
import static org.groundswell.donations.payouts.ModelGateways.line;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.groundswell.donations.api.Cause;
import org.groundswell.donations.api.Change;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.api.payouts.KeptPayout;
import org.groundswell.payments.api.Payout;
import org.groundswell.payments.api.PayoutLine;
import org.joda.money.Money;
import org.junit.Test;

/** Which movement is explained by the ledger, and what is said of the others. */
public class PayoutVerdictsTest extends PayoutsBesideALedger {
    @Test
    public void aGiftItsRefundAndItsFeeAreExplained() {
        UUID id = paid("EUR 25");
        becomes(id, DonationState.REFUNDED, "EUR 5");
        gateways.payout("po", gift(id, "EUR 25", "EUR 0.63"), line("r", PayoutLine.Kind.REFUND, "EUR -5", "pay-" + id,
                null), line("f", PayoutLine.Kind.FEE, "EUR -1.20", null, null));
        payouts.tick();
        KeptPayout payout = payout("po");
        assertTrue(verdicts("po").toString(), payout.isExplained());
        assertEquals(Money.parse("EUR 18.17"), payout.explained());
        assertEquals(3, payout.movements());
        assertEquals("flood", payouts.lines("model", "po", false, 0, 1).getFirst().campaign());
        assertEquals(Map.of(), payouts.problems());
    }

    @Test
    public void whatTheLedgerHasDifferentlyIsUnexplainedAndNothingElse() {
        UUID right = paid("EUR 25");
        UUID other = paid("EUR 20");
        UUID unpaid = pledged("EUR 10");
        gateways.payout("po", gift(right, "EUR 25", "EUR 0"), gift(other, "EUR 19.99", "EUR 0"),
                gift(unpaid, "EUR 10", "EUR 0"), line("x", PayoutLine.Kind.GIFT, "EUR 3", "pay-nobody", null),
                line("r", PayoutLine.Kind.REFUND, "EUR -1", "pay-" + right, null),
                line("d", PayoutLine.Kind.DISPUTE, "EUR -25", "pay-" + right, null),
                line("c", PayoutLine.Kind.CORRECTION, "EUR -2", null, null));
        payouts.tick();
        assertEquals(List.of("GIFT EUR 25.00 EXPLAINED", "GIFT EUR 19.99 AMOUNT", "GIFT EUR 10.00 AMOUNT",
                "GIFT EUR 3.00 UNKNOWN", "REFUND EUR -1.00 REFUND", "DISPUTE EUR -25.00 DISPUTE",
                "CORRECTION EUR -2.00 CORRECTION"), verdicts("po"));
        KeptPayout payout = payout("po");
        assertFalse(payout.isExplained());
        assertEquals(Money.parse("EUR 25"), payout.explained());
        assertEquals(payout.amount().minusMajor(25), payout.difference());
        assertEquals(6, payout.unexplained());
        assertEquals(6, payouts.lines("model", "po", true, 0, 100).size());
    }

    @Test
    public void whatTheLedgerHearsLaterExplainsWithoutAskingTheGateway() {
        UUID late = pledged("EUR 10");
        UUID unknown = UUID.randomUUID();
        gateways.payout("po", gift(late, "EUR 10", "EUR 0"), gift(unknown, "EUR 7", "EUR 0"));
        payouts.tick();
        assertEquals(2, payout("po").unexplained());
        int asked = gateways.asked;
        pay(late);
        ledger.pledge(new Pledge(unknown, "k", "flood", Money.parse("EUR 7"), new Donor("", "", "", false), "en",
                ModelGateways.DAY));
        pay(unknown);
        clock.pass(Duration.ofSeconds(60));
        payouts.tick();
        assertTrue(verdicts("po").toString(), payout("po").isExplained());
        assertEquals(asked, gateways.asked);
        becomes(late, DonationState.DISPUTED, "EUR 0");
        clock.pass(Duration.ofSeconds(60));
        payouts.tick();
        assertTrue("its dispute comes in a later payout", payout("po").isExplained());
    }

    @Test
    public void aDisputeIsExplainedWhileItIsLostAndOnceItIsWonWithWhatCameBack() {
        UUID id = paid("EUR 25");
        gateways.payout("one", gift(id, "EUR 25", "EUR 0"), line("d", PayoutLine.Kind.DISPUTE, "EUR -25", null, id));
        becomes(id, DonationState.DISPUTED, "EUR 0");
        payouts.tick();
        assertTrue(verdicts("one").toString(), payout("one").isExplained());
        becomes(id, DonationState.PAID, "EUR 0");
        payouts.tick();
        assertEquals(List.of("GIFT EUR 25.00 EXPLAINED", "DISPUTE EUR -25.00 DISPUTE"), verdicts("one"));
        gateways.payout("two", line("w", PayoutLine.Kind.DISPUTE, "EUR 25", null, id));
        anHourLater();
        assertTrue(payout("one").isExplained());
        assertTrue(payout("two").isExplained());
    }

    @Test
    public void whatIsToldTwiceCountsOnceAndAGiftThatComesTwiceStandsOut() {
        UUID id = paid("EUR 25");
        PayoutLine gift = gift(id, "EUR 25", "EUR 0");
        gateways.payout("po", Payout.Status.PAID, Money.parse("EUR 25"), gift, gift, gift);
        payouts.tick();
        assertTrue(payout("po").isExplained());
        gateways.payout("again", Payout.Status.PAID, Money.parse("EUR 25"), gift);
        gateways.payout("more", line("other", PayoutLine.Kind.GIFT, "EUR 25", "pay-" + id, null));
        anHourLater();
        assertEquals("it is in the first one", 0, payout("again").movements());
        assertEquals(List.of("MISSING EUR 25.00 MISSING"), verdicts("again"));
        assertEquals(Money.parse("EUR 25"), payout("again").difference());
        assertEquals(List.of("GIFT EUR 25.00 TWICE"), verdicts("more"));
        assertTrue(payout("po").isExplained());
    }

    @Test
    public void aFeeThatTheLedgerHasDifferentlyIsNotExplained() {
        UUID id = pledged("EUR 25");
        ledger.change(Change.to(id, DonationState.PAID, Cause.WEBHOOK, ModelGateways.DAY)
                .withPayment(new Donation.Payment("model", "pay-" + id, null)).withMoney(Money.parse("EUR 25"), null)
                .withFee(Money.parse("EUR 0.63")));
        gateways.payout("po", gift(id, "EUR 25", "EUR 0.64"));
        payouts.tick();
        assertEquals(List.of("GIFT EUR 25.00 FEE"), verdicts("po"));
    }

    @Test
    public void anotherCurrencyIsComparedInTheDonorsAndNeverAdded() {
        UUID id = paid("USD 20");
        gateways.payout("po", new PayoutLine("g", PayoutLine.Kind.GIFT, Money.parse("EUR 18.34"), Money.parse("EUR 0.50"),
                Money.parse("USD 20"), "pay-" + id, null, "charge", ModelGateways.DAY));
        gateways.payout("odd", Payout.Status.PAID, Money.parse("EUR 20"), new PayoutLine("o", PayoutLine.Kind.FEE,
                Money.parse("USD 20"), Money.parse("USD 0"), Money.parse("USD 20"), null, null, "fee",
                ModelGateways.DAY));
        payouts.tick();
        assertTrue(verdicts("po").toString(), payout("po").isExplained());
        assertFalse(payout("odd").isExplained());
        assertEquals(Money.parse("EUR 20"), payout("odd").difference());
    }

    @Test
    public void aPayoutThatCameBackIsExplainedByTheOneThatFailed() {
        UUID id = paid("EUR 25");
        gateways.payout("one", gift(id, "EUR 25", "EUR 0"));
        gateways.payout("two", line("back", PayoutLine.Kind.RETURNED, "EUR 25", "one", null));
        payouts.tick();
        assertEquals(List.of("RETURNED EUR 25.00 RETURNED"), verdicts("two"));
        gateways.payout("one", Payout.Status.FAILED, Money.parse("EUR 25"), gift(id, "EUR 25", "EUR 0"));
        anHourLater();
        assertTrue(payout("two").isExplained());
        assertEquals(KeptPayout.State.FAILED, payout("one").state());
    }
}

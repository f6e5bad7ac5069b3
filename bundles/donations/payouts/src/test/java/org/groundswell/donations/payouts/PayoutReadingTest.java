package org.groundswell.donations.payouts;

import static org.groundswell.donations.payouts.ModelGateways.gift;
import static org.groundswell.donations.payouts.ModelGateways.line;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentRefusedException;
import org.groundswell.payments.api.PayoutLine;
import org.groundswell.payments.api.UnreadablePayment;
import org.joda.money.Money;
import org.junit.Test;

/** Gateways that fail, end nowhere or forget where they were. */
public class PayoutReadingTest extends PayoutsBesideALedger {
    @Test
    public void whatFailsKeepsNothingElseBackAndIsSaid() {
        UUID id = paid("EUR 25");
        gateways.names.add("broken");
        gateways.payout("good", gift(id, "EUR 25", "EUR 0"));
        gateways.payout("bad", line("b", PayoutLine.Kind.FEE, "EUR -1", null, null));
        gateways.failing.add("bad");
        gateways.unreadable.put("good", List.of(new UnreadablePayment(null, "field amount is missing")));
        gateways.unreadable.put("", List.of(new UnreadablePayment("po_x", "field status is new")));
        payouts.tick();
        assertEquals(List.of("GIFT EUR 25.00 EXPLAINED", "UNREADABLE EUR 0.00 UNREADABLE"), verdicts("good"));
        assertFalse("not before somebody has looked", payout("good").isExplained());
        assertFalse(payout("bad").isRead());
        assertEquals("it broke", payouts.problems().get("broken"));
        assertTrue(payouts.problems().toString(), payouts.problems().get("model").contains("bad"));
        gateways.failing.clear();
        gateways.unreadable.clear();
        anHourLater();
        assertTrue(verdicts("good").toString(), payout("good").isExplained());
        assertTrue(payout("bad").isExplained());
        assertEquals(Map.of("broken", "it broke"), payouts.problems());
    }

    @Test
    public void aListThatNeverEndsKeepsNoOtherBack() {
        gateways.payout("good", line("b", PayoutLine.Kind.FEE, "EUR -1", null, null));
        gateways.payout("endless", line("e", PayoutLine.Kind.FEE, "EUR -1", null, null));
        gateways.endless.add("endless");
        payouts.tick();
        assertTrue(gateways.asked < 700);
        assertTrue(payout("good").isExplained());
        assertFalse(payout("endless").isRead());
    }

    @Test
    public void readingGoesOnWhereItStoppedAndLinesThatComeLateAreFound() throws Exception {
        var made = new ArrayList<PayoutLine>();
        for (int i = 0; i < 5; i++) {
            made.add(gift(paid("EUR 10"), "EUR 10", "EUR 0.40"));
        }
        gateways.payout("po", made.toArray(PayoutLine[]::new));
        PayoutLine late = gateways.lines.get("po").removeLast();
        payouts.tick();
        assertEquals(Money.parse("EUR 9.60"), payout("po").difference());
        payouts.close();
        reopen();
        gateways.lines.get("po").add(late);
        anHourLater();
        assertTrue(payout("po").isExplained());
        int asked = gateways.asked;
        anHourLater();
        assertEquals("only the list is asked for again", asked + 1, gateways.asked);
    }

    @Test
    public void aPlaceThatTheGatewayNoLongerKnowsIsGivenUp() throws Exception {
        var made = new ArrayList<PayoutLine>();
        for (int i = 0; i < 5; i++) {
            made.add(gift(paid("EUR 10"), "EUR 10", "EUR 0"));
        }
        gateways.payout("po", made.toArray(PayoutLine[]::new));
        gateways.failingAt.put("2", new PaymentException("status 503"));
        payouts.tick();
        gateways.failingAt.put("2", new PaymentRefusedException("status 400: cursor"));
        anHourLater();
        assertFalse(payout("po").isRead());
        gateways.failingAt.clear();
        anHourLater();
        assertTrue("from the beginning", payout("po").isExplained());
    }

    @Test
    public void aPlaceAtWhichAGatewayFailsAgainAndAgainIsGivenUp() {
        var made = new ArrayList<PayoutLine>();
        for (int i = 0; i < 5; i++) {
            made.add(gift(paid("EUR 10"), "EUR 10", "EUR 0"));
        }
        gateways.payout("po", made.toArray(PayoutLine[]::new));
        gateways.failingAt.put("2", new PaymentException("status 500"));
        int first = 0;
        for (int i = 0; i < 6; i++) {
            gateways.begun = 0;
            anHourLater();
            first += gateways.begun;
        }
        assertTrue("read from its beginning now and then, " + first, first > 1 && first < 4);
    }

    @Test
    public void whoeverWantsItNowDoesNotWaitForTheHour() throws Exception {
        payouts.tick();
        Instant first = payouts.asked().orElseThrow();
        UUID id = paid("EUR 25");
        gateways.payout("po", gift(id, "EUR 25", "EUR 0"));
        clock.pass(Duration.ofSeconds(60));
        payouts.tick();
        assertTrue("not before the hour", payouts.payout("model", "po").isEmpty());
        assertEquals(first, payouts.asked().orElseThrow());
        payouts.readNow();
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (payouts.asked().orElseThrow().equals(first) && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertTrue(payout("po").isExplained());
    }
}

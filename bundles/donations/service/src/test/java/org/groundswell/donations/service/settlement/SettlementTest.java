package org.groundswell.donations.service.settlement;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.groundswell.donations.api.Cause;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.service.MemoryLedger;
import org.groundswell.donations.service.ModelGateway;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentReport;
import org.groundswell.payments.api.PaymentRequest;
import org.groundswell.payments.api.PaymentStatus;
import org.joda.money.Money;
import org.junit.Test;

public class SettlementTest {
    private static final Money AMOUNT = Money.parse("EUR 25");
    private final MemoryLedger ledger = new MemoryLedger();
    private final ModelGateway gateway = new ModelGateway();
    private final Settlement settlement = new Settlement(ledger, Clock.systemUTC());

    @Test
    public void whatTheGatewaySaysNowCountsWhateverWasTold() throws Exception {
        Pledge pledge = opened("k");
        gateway.becomes(pledge.id(), PaymentStatus.PAID);
        assertEquals(DonationState.PAID, settle("pay-" + pledge.id()).orElseThrow().state());
        gateway.refund("pay-" + pledge.id(), Money.parse("EUR 10"), "r");
        assertEquals(Money.parse("EUR 15"), settle("pay-" + pledge.id()).orElseThrow().counted());
    }

    @Test
    public void aDonationThatMovesMeanwhileIsAskedAboutAgain() throws Exception {
        Pledge pledge = opened("k");
        settle("pay-" + pledge.id());
        var slow = new ModelGateway() {
            private int asked;

            @Override
            public synchronized Optional<PaymentReport> report(String paymentId) throws PaymentException {
                Optional<PaymentReport> stale = super.report(paymentId);
                if (asked++ == 0) {
                    // Somebody else is faster with newer news.
                    becomes(pledge.id(), PaymentStatus.PAID);
                    settlement.settle(this, paymentId, "faster", Cause.WEBHOOK);
                    becomes(pledge.id(), PaymentStatus.DISPUTED);
                }
                return stale;
            }
        };
        slow.book.putAll(gateway.book);
        settlement.settle(slow, "pay-" + pledge.id(), "slower", Cause.WEBHOOK);
        assertEquals(DonationState.DISPUTED, ledger.donation(pledge.id()).orElseThrow().state());
    }

    @Test
    public void aLaterMonthIsADonationOfItsOwnOnce() throws Exception {
        Pledge pledge = opened("k");
        gateway.becomes(pledge.id(), PaymentStatus.PAID);
        settle("pay-" + pledge.id());
        gateway.book.put("next", new PaymentReport("next", pledge.id(), PaymentStatus.PAID, AMOUNT,
                Money.parse("EUR 0"), Money.parse("EUR 0.50"), "sub", true, Instant.now()));
        Donation month = settle("next").orElseThrow();
        assertEquals(pledge.id(), month.pledge().renews());
        assertEquals(Money.parse("EUR 0.50"), month.fee());
        assertEquals("sub", month.payment().subscription());
        assertEquals(month.pledge().id(), settle("next").orElseThrow().pledge().id());
        assertEquals(2, ledger.donations.size());
    }

    @Test
    public void aDonationIsNotPaidTwice() throws Exception {
        Pledge pledge = opened("k");
        gateway.becomes(pledge.id(), PaymentStatus.PAID);
        settle("pay-" + pledge.id());
        gateway.book.put("other", new PaymentReport("other", pledge.id(), PaymentStatus.PAID, AMOUNT, Instant.now()));
        Donation still = settle("other").orElseThrow();
        assertEquals("pay-" + pledge.id(), still.payment().paymentId());
        assertEquals(AMOUNT, still.settled());
    }

    @Test
    public void anEarlierAttemptThatFailsDoesNotEndTheLaterOne() throws Exception {
        Pledge pledge = opened("k");
        settle("pay-" + pledge.id());
        gateway.book.put("early", new PaymentReport("early", pledge.id(), PaymentStatus.EXPIRED, AMOUNT,
                Instant.now()));
        assertEquals(DonationState.PENDING, settle("early").orElseThrow().state());
    }

    @Test
    public void whatIsNotOursChangesNothing() throws Exception {
        gateway.book.put("foreign", new PaymentReport("foreign", UUID.randomUUID(), PaymentStatus.PAID, AMOUNT,
                Instant.now()));
        assertTrue(settle("foreign").isEmpty());
        assertTrue(settle("nowhere").isEmpty());
        Pledge pledge = opened("k");
        gateway.book.put("dollars", new PaymentReport("dollars", pledge.id(), PaymentStatus.PAID,
                Money.parse("USD 25"), Instant.now()));
        assertEquals(DonationState.PLEDGED, settle("dollars").orElseThrow().state());
    }

    @Test
    public void moreThanWasPaidWentBack() throws Exception {
        Pledge pledge = opened("k");
        gateway.becomes(pledge.id(), PaymentStatus.PAID);
        gateway.refund("pay-" + pledge.id(), Money.parse("EUR 27"), "r");
        Donation refunded = settle("pay-" + pledge.id()).orElseThrow();
        assertEquals(DonationState.REFUNDED, refunded.state());
        assertEquals(AMOUNT, refunded.refunded());
        assertEquals(Money.parse("EUR 0"), refunded.counted());
        assertEquals("known now", refunded, settle("pay-" + pledge.id()).orElseThrow());
    }

    @Test
    public void whatMakesNoSenseStandsInNoBook() throws Exception {
        Pledge pledge = opened("k");
        String id = "pay-" + pledge.id();
        for (String amount : List.of("EUR 0", "EUR -5", "EUR 99999999999999999.99")) {
            gateway.book.put(id, new PaymentReport(id, pledge.id(), PaymentStatus.PAID, Money.parse(amount),
                    Instant.now()));
            assertEquals(amount, DonationState.PLEDGED, settle(id).orElseThrow().state());
            gateway.book.put("month", new PaymentReport("month", pledge.id(), PaymentStatus.PAID, Money.parse(amount),
                    Money.parse("EUR 0"), null, "sub", true, Instant.now()));
            assertTrue("no later month of nothing", settle("month").isEmpty());
        }
        gateway.becomes(pledge.id(), PaymentStatus.PAID);
        gateway.book.put(id, new PaymentReport(id, pledge.id(), PaymentStatus.PAID, AMOUNT, Money.parse("EUR 5"),
                Money.parse("USD 1"), null, false, Instant.now()));
        assertEquals("a fee in another currency is not known", null, settle(id).orElseThrow().fee());
        for (String refunded : List.of("USD 3", "EUR -3")) {
            gateway.book.put(id, new PaymentReport(id, pledge.id(), PaymentStatus.PAID, AMOUNT, Instant.now())
                    .withRefunded(Money.parse(refunded)));
            assertEquals("as it was", Money.parse("EUR 5"), settle(id).orElseThrow().refunded());
        }
    }

    @Test
    public void aPaymentThatIsForTwoDonationsCountsOnce() throws Exception {
        Pledge first = opened("k");
        Pledge second = opened("l");
        gateway.becomes(first.id(), PaymentStatus.PAID);
        settle("pay-" + first.id());
        gateway.book.put("pay-" + first.id(), new PaymentReport("pay-" + first.id(), second.id(), PaymentStatus.PAID,
                AMOUNT, Instant.now()));
        assertEquals(first.id(), settle("pay-" + first.id()).orElseThrow().pledge().id());
        assertEquals(DonationState.PLEDGED, ledger.donation(second.id()).orElseThrow().state());
    }

    private Optional<Donation> settle(String paymentId) throws PaymentException {
        return settlement.settle(gateway, paymentId, "e", Cause.WEBHOOK);
    }

    private Pledge opened(String key) throws PaymentException {
        var pledge = new Pledge(UUID.randomUUID(), key, "flood", AMOUNT, new Donor("A", "", "", false), "en",
                Instant.now());
        ledger.pledge(pledge);
        gateway.open(new PaymentRequest(pledge.id(), AMOUNT, false, "", "", "en", null, null));
        return pledge;
    }
}

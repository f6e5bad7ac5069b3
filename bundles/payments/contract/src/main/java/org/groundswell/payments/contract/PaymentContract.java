package org.groundswell.payments.contract;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.groundswell.payments.api.OpenedPayment;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentLimits;
import org.groundswell.payments.api.PaymentRefusedException;
import org.groundswell.payments.api.PaymentReport;
import org.groundswell.payments.api.PaymentStatus;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.Test;

/** What becomes of one payment: {@link ProviderContract} has it checked. */
abstract class PaymentContract extends ContractPayments {

    @Test
    public void aPaymentThatIsOpenCanBePaid() throws Exception {
        OpenedPayment opened = open(UUID.randomUUID());
        assertEquals(PaymentStatus.OPEN, status(opened));
        gateway().pay(opened.paymentId());
        PaymentReport report = report(opened);
        assertEquals(PaymentStatus.PAID, report.status());
        assertEquals(AMOUNT, report.amount());
        assertTrue(report.refunded().isZero());
        assertFalse(report.renewal());
    }

    @Test
    public void theReportNamesTheDonation() throws Exception {
        UUID donation = UUID.randomUUID();
        assertEquals(donation, report(open(donation)).donation());
    }

    @Test
    public void theSameDonationIsTheSamePayment() throws Exception {
        UUID donation = UUID.randomUUID();
        OpenedPayment first = open(donation);
        assertEquals(first, open(donation));
        assertNotEquals(first.paymentId(), open(UUID.randomUUID()).paymentId());
    }

    @Test
    public void aDonationThatIsOpenedManyTimesAtOnceIsOnePayment() throws Exception {
        UUID donation = UUID.randomUUID();
        var clicks = new ArrayList<Callable<OpenedPayment>>();
        for (int i = 0; i < 8; i++) {
            clicks.add(() -> open(donation));
        }
        var payments = new HashSet<String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var each : threads.invokeAll(clicks)) {
                payments.add(each.get().paymentId());
            }
        }
        assertEquals(1, payments.size());
        assertEquals(1, gateway().paymentsFor(donation.toString()));
    }

    @Test
    public void anOrderCountsOnlyWhenItIsCarriedOut() throws Exception {
        OpenedPayment opened = open(UUID.randomUUID());
        gateway().order(opened.paymentId());
        assertEquals(PaymentStatus.PENDING, status(opened));
        gateway().settle(opened.paymentId(), true);
        assertEquals(PaymentStatus.PAID, status(opened));
        OpenedPayment refused = open(UUID.randomUUID());
        gateway().order(refused.paymentId());
        gateway().settle(refused.paymentId(), false);
        assertEquals(PaymentStatus.FAILED, status(refused));
    }

    @Test
    public void whatNobodyFinishesExpires() throws Exception {
        OpenedPayment opened = open(UUID.randomUUID());
        gateway().expire(opened.paymentId());
        assertEquals(PaymentStatus.EXPIRED, status(opened));
    }

    @Test
    public void refundsAddUpAndOneThatFailsIsTakenBack() throws Exception {
        OpenedPayment paid = paid();
        gateway().refund(paid.paymentId(), Money.parse("EUR 5.00"));
        assertEquals(Money.parse("EUR 5.00"), report(paid).refunded());
        provider().refund(paid.paymentId(), Money.parse("EUR 10.00"), "key-" + paid.paymentId());
        provider().refund(paid.paymentId(), Money.parse("EUR 10.00"), "key-" + paid.paymentId());
        assertEquals("the same key gives back once", Money.parse("EUR 15.00"), report(paid).refunded());
        assertEquals(PaymentStatus.PAID, status(paid));
        gateway().failRefund(paid.paymentId());
        assertEquals(Money.parse("EUR 5.00"), report(paid).refunded());
        assertThrows(PaymentException.class, () -> provider().refund(paid.paymentId(), AMOUNT, "too much"));
        assertEquals(Money.parse("EUR 5.00"), report(paid).refunded());
    }

    @Test
    public void aDisputeTakesTheMoneyAwayUntilItIsWon() throws Exception {
        OpenedPayment paid = paid();
        gateway().dispute(paid.paymentId());
        assertEquals(PaymentStatus.DISPUTED, status(paid));
        gateway().winDispute(paid.paymentId());
        assertEquals(PaymentStatus.PAID, status(paid));
    }

    @Test
    public void aFinalNoIsNoOutage() throws Exception {
        if (gateway().refuse(true)) {
            try {
                assertThrows(PaymentRefusedException.class, () -> open(UUID.randomUUID()));
            } finally {
                gateway().refuse(false);
            }
        }
        assertEquals(PaymentStatus.OPEN, status(open(UUID.randomUUID())));
    }

    @Test
    public void limitsAreOfTheirCurrency() {
        for (CurrencyUnit currency : List.of(CurrencyUnit.EUR, CurrencyUnit.JPY, CurrencyUnit.of("KWD"))) {
            PaymentLimits limits = provider().limits(currency, false);
            for (Money each : Arrays.asList(limits.smallest(), limits.largest(), limits.step())) {
                assertTrue(each == null || each.getCurrencyUnit().equals(currency) && each.isPositive());
            }
        }
        assertEquals("what the contract pays", Optional.empty(),
                provider().limits(CurrencyUnit.EUR, false).objection(AMOUNT));
    }

    @Test
    public void whatIsEndedCannotBePaidAndWhatIsPaidCannotBeEnded() throws Exception {
        OpenedPayment opened = open(UUID.randomUUID());
        try {
            provider().cancel(opened.paymentId());
            assertTrue(status(opened).toString(),
                    Set.of(PaymentStatus.CANCELED, PaymentStatus.EXPIRED).contains(status(opened)));
        } catch (PaymentRefusedException e) {
            assertEquals("a gateway that cannot says so", PaymentStatus.OPEN, status(opened));
        }
        OpenedPayment paid = paid();
        assertThrows(PaymentRefusedException.class, () -> provider().cancel(paid.paymentId()));
        assertEquals(PaymentStatus.PAID, status(paid));
    }

    @Test
    public void whatTheGatewayDoesNotKnowIsNothing() throws Exception {
        OpenedPayment opened = open(UUID.randomUUID());
        String unknown = opened.paymentId().substring(0, opened.paymentId().length() - 4) + "none";
        assertTrue(provider().report(unknown).isEmpty());
    }

    @Test
    public void aMonthlyGiftIsADonationEachMonthUntilItIsStopped() throws Exception {
        UUID donation = UUID.randomUUID();
        if (!provider().takes(CurrencyUnit.EUR, true)) {
            assertThrows(PaymentException.class, () -> provider().open(request(donation, true)));
            return;
        }
        OpenedPayment first = provider().open(request(donation, true));
        gateway().pay(first.paymentId());
        PaymentReport begun = report(first);
        assertEquals(PaymentStatus.PAID, begun.status());
        assertFalse(begun.renewal());
        assertTrue("it says how to stop it", begun.subscription() != null);
        String second = gateway().renew(first.paymentId());
        PaymentReport renewed = provider().report(second).orElseThrow();
        assertEquals(donation, renewed.donation());
        assertEquals(AMOUNT, renewed.amount());
        assertTrue(renewed.renewal());
        GatewayControl.Sent sent = gateway().notification(second);
        assertEquals(second, provider().notified(sent.headers(), sent.body()).getFirst().paymentId());
        provider().stop(begun.subscription());
        provider().stop(begun.subscription());
        assertFalse(gateway().isRunning(begun.subscription()));
    }
}

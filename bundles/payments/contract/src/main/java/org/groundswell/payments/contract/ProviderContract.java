package org.groundswell.payments.contract;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.groundswell.payments.api.ForgedNotificationException;
import org.groundswell.payments.api.OpenedPayment;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentLimits;
import org.groundswell.payments.api.PaymentNotification;
import org.groundswell.payments.api.PaymentPage;
import org.groundswell.payments.api.PaymentProvider;
import org.groundswell.payments.api.PaymentRefusedException;
import org.groundswell.payments.api.PaymentReport;
import org.groundswell.payments.api.PaymentRequest;
import org.groundswell.payments.api.PaymentStatus;
import org.groundswell.payments.api.UnreadablePayment;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.Test;

/**
 * What the platform relies on, whichever the gateway is. Whoever writes a provider extends this class, says which
 * provider and which gateway, and has all of it checked.
 */
public abstract class ProviderContract {
    private static final Money AMOUNT = Money.parse("EUR 25.00");
    private static final URI BACK = URI.create("https://give.example/payments/x/return?donation=1");
    private static final URI WEBHOOK = URI.create("https://give.example/payments/x/webhook");

    /** The provider under test, the same within one test. */
    protected abstract PaymentProvider provider();

    /** Its gateway. */
    protected abstract GatewayControl gateway();

    /** Whether the gateway vouches for its notifications; one that does not is only ever asked. */
    protected abstract boolean signsNotifications();

    @Test
    public void theNameFitsIntoAnAddress() {
        assertTrue(provider().name(), provider().name().matches("[a-z0-9]{1,32}"));
        for (String language : List.of("en", "nl", "ar", "xx")) {
            assertFalse(provider().label(language).isBlank());
        }
        assertTrue(provider().takes(CurrencyUnit.EUR, false));
    }

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
    public void whatCannotBeTrueIsToldAndStandsInNoBook() throws Exception {
        OpenedPayment beyond = paid();
        gateway().refund(beyond.paymentId(), Money.parse("EUR 40.00"));
        assertBounded(report(beyond));
        OpenedPayment foreign = paid();
        gateway().refund(foreign.paymentId(), Money.parse("USD 5.00"));
        assertBounded(report(foreign));
        OpenedPayment twice = paid();
        gateway().refund(twice.paymentId(), Money.parse("EUR 20.00"));
        gateway().dispute(twice.paymentId());
        assertEquals(PaymentStatus.DISPUTED, status(twice));
        assertBounded(report(twice));
        assertTrue("and the list goes on", all().stream().map(PaymentReport::paymentId).toList()
                .containsAll(List.of(beyond.paymentId(), foreign.paymentId(), twice.paymentId())));
    }

    private static void assertBounded(PaymentReport report) {
        PaymentReport recorded = report.recordable(Money.parse("EUR 1.00")).orElseThrow();
        assertEquals(AMOUNT, recorded.amount());
        assertFalse(recorded.refunded().isNegative() || recorded.refunded().isGreaterThan(AMOUNT));
        boolean changed = !recorded.refunded().equals(report.refunded());
        assertTrue("what is left out is said", !changed || report.contradiction().isPresent());
    }

    @Test
    public void oneBrokenRecordKeepsNoOtherBack() throws Exception {
        for (GatewayControl.Flaw flaw : GatewayControl.Flaw.values()) {
            var good = new HashSet<>(List.of(paid().paymentId()));
            OpenedPayment broken = paid();
            good.add(paid().paymentId());
            if (!gateway().spoil(broken.paymentId(), flaw)) {
                return;
            }
            var unreadable = new ArrayList<UnreadablePayment>();
            var listed = new HashSet<String>();
            list(listed, unreadable);
            assertTrue(flaw + ": " + listed, listed.containsAll(good));
            assertFalse(flaw + ": it is not taken for good", listed.contains(broken.paymentId()));
            String said = unreadable.toString();
            assertTrue(flaw + ": named in " + said, !unreadable.isEmpty() && unreadable.stream().allMatch(
                    each -> !each.reason().isBlank() && each.reason().length() < 400
                            && each.reason().chars().allMatch(c -> c >= ' ')));
            assertThrows(flaw.toString(), PaymentException.class, () -> report(broken));
        }
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
    public void aNotificationSaysWhichPaymentToAskAbout() throws Exception {
        OpenedPayment paid = paid();
        GatewayControl.Sent sent = gateway().notification(paid.paymentId());
        for (int i = 0; i < 2; i++) {
            List<PaymentNotification> told = provider().notified(sent.headers(), sent.body());
            assertEquals(List.of(paid.paymentId()), told.stream().map(PaymentNotification::paymentId).toList());
        }
    }

    @Test
    public void aRefundAtTheGatewayIsToldOfThePayment() throws Exception {
        OpenedPayment paid = paid();
        gateway().refund(paid.paymentId(), Money.parse("EUR 5.00"));
        GatewayControl.Sent sent = gateway().notification(paid.paymentId());
        assertEquals(paid.paymentId(), provider().notified(sent.headers(), sent.body()).getFirst().paymentId());
    }

    @Test
    public void whetherNotificationsAreSignedIsSaid() {
        assertEquals(signsNotifications(), provider().signsNotifications());
    }

    @Test
    public void aForgedNotificationIsRefused() throws Exception {
        GatewayControl.Sent sent = gateway().notification(paid().paymentId());
        if (!signsNotifications()) {
            // Then nothing that it says may be believed: anybody may send it, and learns nothing.
            assertEquals(1, provider().notified(Map.of(), sent.body()).size());
            return;
        }
        byte[] changed = sent.body().clone();
        changed[changed.length / 2] ^= 1;
        assertThrows(ForgedNotificationException.class, () -> provider().notified(sent.headers(), changed));
        assertThrows(ForgedNotificationException.class, () -> provider().notified(Map.of(), sent.body()));
    }

    @Test
    public void nonsenseIsNoNotification() throws Exception {
        for (String body : List.of("", "{}", "id=", "id=../../secrets", "\u0000\u0001", "[[[[",
                "[".repeat(60_000), "{\"a\":".repeat(10_000), "id=tr_" + "a".repeat(60_000))) {
            try {
                assertTrue(provider().notified(Map.of(), body.getBytes()).isEmpty());
            } catch (ForgedNotificationException e) {
                assertFalse(e.getMessage(), e.getMessage().contains("secrets"));
            }
        }
    }

    @Test
    public void whatTheGatewayDoesNotKnowIsNothing() throws Exception {
        OpenedPayment opened = open(UUID.randomUUID());
        String unknown = opened.paymentId().substring(0, opened.paymentId().length() - 4) + "none";
        assertTrue(provider().report(unknown).isEmpty());
    }

    @Test
    public void theListKnowsEveryPayment() throws Exception {
        var expected = new HashSet<String>();
        for (int i = 0; i < 3; i++) {
            expected.add(paid().paymentId());
        }
        var unreadable = new ArrayList<UnreadablePayment>();
        var listed = new HashSet<String>();
        list(listed, unreadable);
        assertEquals(List.of(), unreadable);
        assertTrue(listed + " has " + expected, listed.containsAll(expected));
    }

    @Test
    public void aGatewayThatStumblesIsAskedAgain() throws Exception {
        gateway().stumble(2);
        UUID donation = UUID.randomUUID();
        OpenedPayment opened = open(donation);
        assertEquals(1, gateway().paymentsFor(donation.toString()));
        gateway().stumble(2);
        assertEquals(PaymentStatus.OPEN, status(opened));
    }

    @Test
    public void aGatewayThatIsDownSaysSoWithoutSecrets() throws Exception {
        OpenedPayment opened = open(UUID.randomUUID());
        gateway().down(true);
        try {
            PaymentException open = assertThrows(PaymentException.class, () -> open(UUID.randomUUID()));
            assertFalse(open.getMessage(), open.getMessage().contains("donor@") || open.getMessage().contains("key_"));
            assertThrows(PaymentException.class, () -> provider().report(opened.paymentId()));
        } finally {
            gateway().down(false);
        }
        assertEquals(PaymentStatus.OPEN, status(opened));
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

    @Test
    public void theListSaysTheSameAsTheAnswer() throws Exception {
        OpenedPayment paid = paid();
        OpenedPayment refunded = paid();
        gateway().refund(refunded.paymentId(), Money.parse("EUR 5.00"));
        OpenedPayment disputed = paid();
        gateway().dispute(disputed.paymentId());
        OpenedPayment won = paid();
        gateway().dispute(won.paymentId());
        gateway().winDispute(won.paymentId());
        for (OpenedPayment each : List.of(paid, refunded, disputed, won)) {
            PaymentReport asked = report(each);
            PaymentReport listed = all().stream().filter(other -> other.paymentId().equals(each.paymentId()))
                    .findFirst().orElseThrow();
            assertEquals(asked.status(), listed.status());
            assertEquals(asked.refunded(), listed.refunded());
            assertEquals(asked.donation(), listed.donation());
        }
    }

    @Test
    public void whatIsPaidOutAddsUp() throws Exception {
        if (payouts().isTold()) {
            payouts().addsUp(() -> paid().paymentId());
        }
    }

    @Test
    public void whatWasPaidOutIsNotPaidOutAgain() throws Exception {
        if (payouts().isTold()) {
            payouts().isPaidOutOnce(() -> paid().paymentId());
        }
    }

    @Test
    public void aLineOfAPayoutKeepsNoOtherBack() throws Exception {
        if (payouts().isTold()) {
            payouts().oneLineKeepsNoOtherBack(() -> paid().paymentId());
        }
    }

    @Test
    public void payoutsOfAGatewayThatIsDownAreNotMadeUp() throws Exception {
        if (payouts().isTold()) {
            payouts().saysThatItIsDown(() -> paid().paymentId());
        }
    }

    private PayoutContract payouts() {
        return new PayoutContract(provider(), gateway());
    }

    private List<PaymentReport> all() throws PaymentException {
        var all = new ArrayList<PaymentReport>();
        String cursor = null;
        do {
            PaymentPage page = provider().payments(Instant.now().minusSeconds(60), cursor);
            all.addAll(page.payments());
            cursor = page.next();
        } while (cursor != null);
        return all;
    }

    private void list(Set<String> listed, List<UnreadablePayment> unreadable) throws PaymentException {
        Instant since = Instant.now().minusSeconds(60);
        String cursor = null;
        do {
            PaymentPage page = provider().payments(since, cursor);
            page.payments().forEach(each -> listed.add(each.paymentId()));
            unreadable.addAll(page.unreadable());
            cursor = page.next();
        } while (cursor != null);
    }

    /** A payment that somebody has opened. */
    protected final OpenedPayment open(UUID donation) throws PaymentException {
        return provider().open(request(donation, false));
    }

    private OpenedPayment paid() throws PaymentException {
        OpenedPayment opened = open(UUID.randomUUID());
        gateway().pay(opened.paymentId());
        return opened;
    }

    private PaymentReport report(OpenedPayment opened) throws PaymentException {
        return provider().report(opened.paymentId()).orElseThrow();
    }

    private PaymentStatus status(OpenedPayment opened) throws PaymentException {
        return report(opened).status();
    }

    private static PaymentRequest request(UUID donation, boolean monthly) {
        return new PaymentRequest(donation, AMOUNT, monthly, "donor@example.org", "Appeal for the flood", "en", BACK,
                WEBHOOK);
    }
}

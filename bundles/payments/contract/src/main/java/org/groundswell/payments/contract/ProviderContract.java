package org.groundswell.payments.contract;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.groundswell.payments.api.ForgedNotificationException;
import org.groundswell.payments.api.OpenedPayment;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentNotification;
import org.groundswell.payments.api.PaymentReport;
import org.groundswell.payments.api.PaymentStatus;
import org.groundswell.payments.api.UnreadablePayment;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.Test;

/**
 * What the platform relies on, whichever the gateway is. Whoever writes a provider extends this class, says which
 * provider and which gateway, and has all of it checked.
 */
public abstract class ProviderContract extends PaymentContract {
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
}

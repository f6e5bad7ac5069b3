package org.groundswell.payments.contract;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentProvider;
import org.groundswell.payments.api.Payout;
import org.groundswell.payments.api.PayoutLine;
import org.groundswell.payments.api.PayoutLinePage;
import org.groundswell.payments.api.PayoutPage;
import org.groundswell.payments.api.UnreadablePayment;
import org.joda.money.Money;

/** What the platform relies on where a gateway says what it pays out; each check begins with payments that are new. */
final class PayoutContract {
    private final PaymentProvider provider;
    private final GatewayControl gateway;

    PayoutContract(PaymentProvider provider, GatewayControl gateway) {
        this.provider = provider;
        this.gateway = gateway;
    }

    /** Makes a payment of 25 euros that is paid, and says which. */
    @FunctionalInterface
    interface Paying {
        String paid() throws Exception;
    }

    /** Whether the gateway tells; one that does not has said so, and refuses. */
    boolean isTold() {
        if (provider.tellsPayouts()) {
            return true;
        }
        assertThrows(PaymentException.class, () -> provider.payouts(Instant.EPOCH, null));
        assertThrows(PaymentException.class, () -> provider.payoutLines("po_1", null));
        return false;
    }

    void addsUp(Paying paying) throws Exception {
        String whole = paying.paid();
        String refunded = paying.paid();
        gateway.refund(refunded, Money.parse("EUR 5.00"));
        String disputed = paying.paid();
        gateway.dispute(disputed);
        Payout payout = payout(gateway.payOut().orElseThrow());
        assertEquals(Payout.Status.PAID, payout.status());
        assertTrue("a day on which it arrives", payout.arrives() != null);
        List<PayoutLine> lines = lines(payout.id(), new ArrayList<>());
        assertEquals("each line once", lines.size(), lines.stream().map(PayoutLine::id).distinct().count());
        assertEquals(payout.amount(), lines.stream().map(PayoutLine::net).reduce(Money::plus).orElseThrow());
        assertEquals(List.of("GIFT EUR 25.00"), of(whole, lines));
        assertEquals(List.of("GIFT EUR 25.00", "REFUND EUR -5.00"), of(refunded, lines));
        assertEquals(List.of("DISPUTE EUR -25.00", "GIFT EUR 25.00"), of(disputed, lines));
        assertTrue("what the gateway keeps", lines.stream().anyMatch(each -> each.fee().isPositive()
                || each.kind() == PayoutLine.Kind.FEE && each.amount().isNegative()));
    }

    void isPaidOutOnce(Paying paying) throws Exception {
        String first = paying.paid();
        String one = gateway.payOut().orElseThrow();
        String second = paying.paid();
        gateway.refund(first, Money.parse("EUR 7.00"));
        String two = gateway.payOut().orElseThrow();
        assertEquals(List.of("GIFT EUR 25.00"), of(first, lines(one, new ArrayList<>())));
        assertEquals(List.of("REFUND EUR -7.00"), of(first, lines(two, new ArrayList<>())));
        assertEquals(List.of("GIFT EUR 25.00"), of(second, lines(two, new ArrayList<>())));
        List<String> listed = payouts().stream().map(Payout::id).toList();
        assertTrue(listed.toString(), listed.containsAll(List.of(one, two)));
        assertTrue("the latest first", listed.indexOf(two) < listed.indexOf(one));
    }

    void oneLineKeepsNoOtherBack(Paying paying) throws Exception {
        paying.paid();
        String other = paying.paid();
        String payout = gateway.payOut().orElseThrow();
        String broken = lines(payout, new ArrayList<>()).stream()
                .filter(each -> each.kind() == PayoutLine.Kind.GIFT && !isOf(other, each)).findFirst().orElseThrow().id();
        for (GatewayControl.Flaw flaw : List.of(GatewayControl.Flaw.NO_ID, GatewayControl.Flaw.NO_AMOUNT,
                GatewayControl.Flaw.AMOUNT_OF_ANOTHER_KIND, GatewayControl.Flaw.ENDLESS_AMOUNT,
                GatewayControl.Flaw.ABSURD_DATE, GatewayControl.Flaw.NO_OBJECT)) {
            if (!gateway.spoil(broken, flaw)) {
                return;
            }
            var unreadable = new ArrayList<UnreadablePayment>();
            List<PayoutLine> lines = lines(payout, unreadable);
            assertEquals(flaw + ": " + lines, List.of("GIFT EUR 25.00"), of(other, lines));
            assertFalse("it is said", unreadable.isEmpty());
            assertFalse(unreadable.toString(), unreadable.toString().contains("\n"));
        }
    }

    void saysThatItIsDown(Paying paying) throws Exception {
        paying.paid();
        String payout = gateway.payOut().orElseThrow();
        gateway.down(true);
        try {
            var said = assertThrows(PaymentException.class, () -> provider.payouts(Instant.EPOCH, null));
            assertFalse(said.getMessage(), said.getMessage().contains("key_"));
            assertThrows(PaymentException.class, () -> provider.payoutLines(payout, null));
        } finally {
            gateway.down(false);
        }
        assertThrows("one that nobody knows", PaymentException.class, () -> provider.payoutLines("po_none", null));
    }

    private Payout payout(String id) throws PaymentException {
        return payouts().stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
    }

    private List<Payout> payouts() throws PaymentException {
        var all = new ArrayList<Payout>();
        Instant since = Instant.now().minusSeconds(3600);
        String cursor = null;
        do {
            PayoutPage page = provider.payouts(since, cursor);
            assertEquals(List.of(), page.unreadable());
            all.addAll(page.payouts());
            cursor = page.next();
        } while (cursor != null);
        return all;
    }

    private List<PayoutLine> lines(String payout, List<UnreadablePayment> unreadable) throws PaymentException {
        var all = new ArrayList<PayoutLine>();
        String cursor = null;
        do {
            PayoutLinePage page = provider.payoutLines(payout, cursor);
            all.addAll(page.lines());
            unreadable.addAll(page.unreadable());
            cursor = page.next();
        } while (cursor != null);
        return all;
    }

    private List<String> of(String payment, List<PayoutLine> lines) {
        return lines.stream().filter(each -> isOf(payment, each)).map(each -> each.kind() + " " + each.given()).sorted()
                .toList();
    }

    /** A line names its payment, or the donation that the payment was opened for. */
    private boolean isOf(String payment, PayoutLine line) {
        if (line.about() != null) {
            return line.about().equals(payment);
        }
        try {
            return line.donation() != null && Optional.of(line.donation())
                    .equals(provider.report(payment).map(each -> each.donation()));
        } catch (PaymentException e) {
            throw new AssertionError(e);
        }
    }
}

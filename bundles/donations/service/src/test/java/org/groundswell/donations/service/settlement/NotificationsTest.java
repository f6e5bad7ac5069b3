package org.groundswell.donations.service.settlement;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.groundswell.donations.api.Cause;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.service.MemoryLedger;
import org.groundswell.donations.service.ModelGateway;
import org.groundswell.donations.service.RankedReference;
import org.groundswell.donations.service.gateways.Providers;
import org.groundswell.payments.api.PaymentNotification;
import org.groundswell.payments.api.PaymentReport;
import org.groundswell.payments.api.PaymentRequest;
import org.groundswell.payments.api.PaymentStatus;
import org.groundswell.payments.api.UnreadablePaymentException;
import org.groundswell.testing.SetClock;
import org.joda.money.Money;
import org.junit.Test;

public class NotificationsTest {
    private static final Money AMOUNT = Money.parse("EUR 18");
    private final SetClock clock = new SetClock("2026-11-21T20:00:00Z");
    private final MemoryLedger ledger = new MemoryLedger();
    private final ModelGateway gateway = new ModelGateway();
    private final Providers providers = Providers.of(null, Clock.systemUTC());
    private final Notifications notifications = new Notifications(ledger,
            new Inquiry(providers, new Settlement(ledger, clock)), clock);

    public NotificationsTest() {
        providers.bindProvider(new RankedReference<>(1), gateway);
    }

    @Test
    public void aRefundAboveThePaymentIsTaken() throws Exception {
        Pledge pledge = opened();
        gateway.becomes(pledge.id(), PaymentStatus.PAID);
        gateway.refund("pay-" + pledge.id(), Money.parse("EUR 20"), "r");
        assertTrue("never sent again", take("pay-" + pledge.id()));
        assertEquals(DonationState.REFUNDED, ledger.donation(pledge.id()).orElseThrow().state());
    }

    @Test
    public void oneThatCannotBeSettledKeepsNoOtherBack() throws Exception {
        Pledge broken = opened();
        Pledge good = opened();
        gateway.becomes(good.id(), PaymentStatus.PAID);
        gateway.breaking = "pay-" + broken.id();
        var both = List.of(new PaymentNotification(null, "pay-" + broken.id()),
                new PaymentNotification(null, "pay-" + good.id()));
        for (Throwable each : List.of(new IOException("cut"), new IllegalStateException(), new StackOverflowError())) {
            gateway.breaks = each;
            assertFalse("the first has to come again", notifications.take(gateway, both));
        }
        assertEquals(DonationState.PAID, ledger.donation(good.id()).orElseThrow().state());
    }

    @Test
    public void strangersCostAQuestionOnceAndSoManyASecond() {
        assertTrue(take("tr_nowhere"));
        int once = gateway.asked;
        for (int i = 0; i < 100; i++) {
            assertTrue("200, so that it does not come again", take("tr_nowhere"));
        }
        assertEquals("no question more", once, gateway.asked);
        int taken = 0;
        for (int i = 0; i < 10_000; i++) {
            taken += take("tr_" + i) ? 1 : 0;
        }
        assertTrue(gateway.asked + " questions", gateway.asked <= 200);
        assertTrue("the rest comes later", taken < 200);
        clock.pass(Duration.ofSeconds(60));
        assertTrue(take("tr_later"));
    }

    @Test
    public void theSamePaymentIsAskedAboutSoOftenAMinute() throws Exception {
        Pledge pledge = opened();
        take("pay-" + pledge.id());
        int before = gateway.asked;
        for (int i = 0; i < 1_000; i++) {
            take("pay-" + pledge.id());
        }
        assertTrue(gateway.asked - before + " questions", gateway.asked - before <= 10);
        clock.pass(Duration.ofMinutes(1));
        gateway.becomes(pledge.id(), PaymentStatus.PAID);
        assertTrue(take("pay-" + pledge.id()));
        assertEquals(DonationState.PAID, ledger.donation(pledge.id()).orElseThrow().state());
    }

    @Test
    public void aLaterMonthThatIsNotPaidYetIsNoStranger() throws Exception {
        Pledge pledge = opened();
        gateway.becomes(pledge.id(), PaymentStatus.PAID);
        take("pay-" + pledge.id());
        for (PaymentStatus status : List.of(PaymentStatus.PENDING, PaymentStatus.PAID)) {
            gateway.book.put("month", new PaymentReport("month", pledge.id(), status, AMOUNT, Money.parse("EUR 0"),
                    null, "sub", true, Instant.now()));
            assertTrue(take("month"));
        }
        assertEquals(2, ledger.donations.size());
    }

    @Test
    public void aGatewayThatIsAwayIsLeftAlone() throws Exception {
        Pledge pledge = opened();
        take("pay-" + pledge.id());
        gateway.down = true;
        int before = gateway.asked;
        for (int i = 0; i < 9; i++) {
            assertFalse("it has to come again", take("pay-" + pledge.id()));
        }
        assertEquals("five failures in a row, then none", 5, gateway.asked - before);
    }

    @Test
    public void whatCannotBeReadIsNotAskedForAgain() throws Exception {
        Pledge pledge = opened();
        take("pay-" + pledge.id());
        var unreadable = new ModelGateway() {
            @Override
            public synchronized Optional<PaymentReport> report(String id) throws UnreadablePaymentException {
                throw new UnreadablePaymentException("payment " + id + ": field amount is missing");
            }
        };
        for (int i = 0; i < 9; i++) {
            assertTrue(notifications.take(unreadable, List.of(new PaymentNotification(null, "pay-" + pledge.id()))));
        }
        assertFalse("the gateway is there", providers.availability().isLeftAlone("model"));
    }

    @Test
    public void whatIsRememberedOfStrangersIsBounded() {
        var unsigned = new UnsignedNotifications(clock);
        for (int i = 0; i < 100_000; i++) {
            unsigned.about("model", "known-" + i, true);
            unsigned.isNoneOfOurs("model", "strange-" + i);
        }
        assertTrue("" + unsigned.remembered(), unsigned.remembered() <= 20_000);
    }

    private boolean take(String payment) {
        return notifications.take(gateway, List.of(new PaymentNotification(null, payment)));
    }

    private Pledge opened() throws Exception {
        var id = UUID.randomUUID();
        var pledge = new Pledge(id, "key " + id, "flood", AMOUNT, new Donor("A", "", "", false), "en", clock.instant());
        ledger.pledge(pledge);
        gateway.open(new PaymentRequest(id, AMOUNT, false, "", "", "en", null, null));
        new Settlement(ledger, clock).settle(gateway, "pay-" + id, null, Cause.RETURN);
        return pledge;
    }
}

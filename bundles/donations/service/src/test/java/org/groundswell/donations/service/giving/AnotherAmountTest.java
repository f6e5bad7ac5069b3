package org.groundswell.donations.service.giving;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.service.ModelGateway;
import org.groundswell.donations.service.RankedReference;
import org.groundswell.donations.service.giving.Giving.Next;
import org.groundswell.payments.api.KeyRefusedException;
import org.groundswell.payments.api.PaymentStatus;
import org.joda.money.Money;
import org.junit.Test;

/** A donor who comes back to a form and gives something else: one of the two can be paid, never both. */
public class AnotherAmountTest extends GivingScene {
    @Test
    public void whoComesBackWithAnotherAmountPaysOne() {
        Pledge first = pledge("k", Instant.now());
        giving.give(first, "", "Appeal");
        Pledge changed = pledge("k", "EUR 9");
        var next = (Next.Checkout) giving.give(changed, "", "Appeal");
        assertEquals(changed.id(), next.donation());
        assertEquals("EUR 9.00", gateway.opened.get(changed.id()).amount().toString());
        assertEquals("nobody can pay it", PaymentStatus.CANCELED, gateway.book.get("pay-" + first.id()).status());
        assertEquals(DonationState.CANCELED, state(first));
        assertEquals("the same form again", next, giving.give(pledge("k", "EUR 9"), "", "Appeal"));
    }

    /** Back, and back again, in whatever order the history has them. */
    @Test
    public void howeverOftenTheAmountIsChangedOnePaymentIsOpen() {
        var other = new ModelGateway("other");
        providers.bindProvider(new RankedReference<>(0), other);
        for (String step : List.of("EUR 25 model", "EUR 9 model", "EUR 30 model", "EUR 25 model", "EUR 25 other",
                "EUR 9 other", "EUR 9 model", "EUR 9 model")) {
            assertTrue(step, giving.give(pledge("k", step.substring(0, step.lastIndexOf(' '))),
                    step.substring(step.lastIndexOf(' ') + 1), "Appeal") instanceof Next.Checkout);
            assertEquals(step, 1, Stream.of(gateway, other).flatMap(each -> each.book.values().stream())
                    .filter(each -> each.status() == PaymentStatus.OPEN).count());
        }
        assertEquals(7, ledger.donations.size());
    }

    @Test
    public void whatWasPaidBeforeTheAmountWasChangedCountsAndNothingElseBegins() {
        Pledge first = pledge("k", Instant.now());
        giving.give(first, "", "Appeal");
        gateway.becomes(first.id(), PaymentStatus.PAID);
        var next = (Next.Other) giving.give(pledge("k", "EUR 9"), "", "Appeal");
        assertEquals(first.id(), next.donation().pledge().id());
        assertEquals(DonationState.PAID, state(first));
        assertEquals(1, gateway.opened.size());
    }

    @Test
    public void withAnotherAmountNothingBeginsBesideWhatCannotBeEnded() {
        gateway.endless = true;
        Pledge first = pledge("k", Instant.now());
        giving.give(first, "", "Appeal");
        var next = (Next.Other) giving.give(pledge("k", "EUR 9"), "", "Appeal");
        assertEquals(DonationState.PENDING, next.donation().state());
        gateway.becomes(first.id(), PaymentStatus.EXPIRED);
        assertTrue("once it has ended", giving.give(pledge("k", "EUR 9"), "", "Appeal") instanceof Next.Checkout);
    }

    @Test
    public void whatFoundNoGatewayIsNotPaidLaterBesideAnotherAmount() {
        gateway.down = true;
        Pledge first = pledge("k", Instant.now());
        giving.give(first, "", "Appeal");
        gateway.down = false;
        assertTrue(giving.give(pledge("k", "EUR 9"), "", "Appeal") instanceof Next.Checkout);
        assertEquals(DonationState.CANCELED, state(first));
    }

    @Test
    public void nothingIsEndedWhereTheOtherAmountCannotBegin() {
        Pledge first = pledge("k", Instant.now());
        giving.give(first, "", "Appeal");
        assertTrue(giving.give(pledge("k", "EUR 9"), "nobody", "Appeal") instanceof Next.NoPayment);
        assertEquals(DonationState.PENDING, state(first));
    }

    @Test
    public void norWhereTheGatewayRefusesItsKey() {
        Pledge first = pledge("k", Instant.now());
        giving.give(first, "", "Appeal");
        gateway.keyRefused = new KeyRefusedException("POST /v1/payments: status 401", false, null);
        giving.give(pledge("of another donor", Instant.now()), "", "Appeal");
        assertTrue(giving.give(pledge("k", "EUR 9"), "", "Appeal") instanceof Next.NoPayment);
        assertEquals(DonationState.PENDING, state(first));
    }

    private static Pledge pledge(String key, String amount) {
        return new Pledge(UUID.randomUUID(), key, "flood", Money.parse(amount), new Donor("A", "", "", false), "en",
                Instant.now()).asTest(true);
    }
}

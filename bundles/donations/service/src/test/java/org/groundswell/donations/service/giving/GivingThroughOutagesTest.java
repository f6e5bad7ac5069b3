package org.groundswell.donations.service.giving;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.service.ModelGateway;
import org.groundswell.donations.service.RankedReference;
import org.groundswell.donations.service.giving.Giving.Next;
import org.groundswell.donations.service.settlement.Inquiry;
import org.groundswell.donations.service.waiting.WaitingRoom;
import org.groundswell.payments.api.PaymentRefusedException.Subject;
import org.groundswell.payments.api.PaymentStatus;
import org.joda.money.CurrencyUnit;
import org.junit.Test;

/** Gateways that fail, refuse, or are not there, and a donor who chooses another one. */
public class GivingThroughOutagesTest extends GivingScene {
    @Test
    public void aGatewayThatIsDownLosesNoPledge() {
        gateway.down = true;
        Pledge pledge = pledge("k", Instant.now());
        assertTrue(giving.give(pledge, "", "Appeal") instanceof Next.NoPayment);
        assertEquals(DonationState.PLEDGED, state(pledge));
        gateway.down = false;
        assertTrue(giving.give(pledge("k", Instant.now()), "", "Appeal") instanceof Next.Checkout);
        assertEquals(1, ledger.donations.size());
    }

    @Test
    public void aFinalNoIsNoOutage() {
        gateway.refusing = true;
        for (int i = 0; i < 10; i++) {
            assertTrue(giving.give(pledge("k" + i, Instant.now()), "", "Appeal") instanceof Next.Refused);
        }
        assertEquals(List.of(), providers.failures());
        gateway.refusing = false;
        assertTrue(giving.give(pledge("k", Instant.now()), "", "Appeal") instanceof Next.Checkout);
    }

    /** A wrong setting, or an account that was closed: no donor's fault. */
    @Test
    public void aGatewayThatRefusesEveryPaymentIsSaidAndNotOfferedFirst() {
        providers.bindProvider(new RankedReference<>(0), new ModelGateway("other"));
        gateway.refusing = true;
        for (int i = 0; i < 5; i++) {
            assertEquals("model", providers.choices("en", CurrencyUnit.EUR).getFirst().provider());
            giving.give(pledge("k" + i, Instant.now(), "EUR " + (10 + i)), "model", "Appeal");
        }
        assertEquals("other", providers.choices("en", CurrencyUnit.EUR).getFirst().provider());
        assertTrue(providers.failures().toString(), providers.failures().getFirst().startsWith("model refuses every payment"));
        gateway.refusing = false;
        assertTrue("whoever chooses it may", giving.give(pledge("k", Instant.now()), "model", "Appeal") instanceof Next.Checkout);
        assertEquals("one that is taken is enough", List.of(), providers.failures());
        assertEquals("model", providers.choices("en", CurrencyUnit.EUR).getFirst().provider());
    }

    @Test
    public void donorsAddressesThatAreRefusedSayNothingOfTheGateway() {
        gateway.refusing = true;
        gateway.refusedFor = Subject.EMAIL;
        for (int i = 0; i < 9; i++) {
            giving.give(pledge("k" + i, Instant.now(), "EUR " + (10 + i)), "", "Appeal");
        }
        assertEquals(List.of(), providers.failures());
    }

    @Test
    public void aGatewayThatFailsIsSaidAndNotOfferedFirst() {
        providers.bindProvider(new RankedReference<>(0), new ModelGateway("other"));
        assertEquals("model", providers.choices("en", CurrencyUnit.EUR).getFirst().provider());
        gateway.down = true;
        for (int i = 0; i < 6; i++) {
            giving.give(pledge("k" + i, Instant.now()), "model", "Appeal");
        }
        assertEquals("other", providers.choices("en", CurrencyUnit.EUR).getFirst().provider());
        assertTrue(providers.failures().toString(), providers.failures().getFirst().contains("model fail"));
        assertFalse("the other one works", providers.isBroken());
        assertTrue(giving.give(pledge("k", Instant.now()), "", "Appeal") instanceof Next.Checkout);
    }

    @Test
    public void withoutOneThatWorksNobodyCanPay() {
        gateway.down = true;
        for (int i = 0; i < 5; i++) {
            giving.give(pledge("k" + i, Instant.now()), "", "Appeal");
        }
        assertTrue(providers.isBroken());
    }

    @Test
    public void whoChoosesAnotherGatewayGoesThereAndThePaymentBeforeIsEnded() {
        var other = new ModelGateway("other");
        providers.bindProvider(new RankedReference<>(0), other);
        Pledge pledge = pledge("k", Instant.now());
        giving.give(pledge, "model", "Appeal");
        var next = (Next.Checkout) giving.give(pledge("k", Instant.now()), "other", "Appeal");
        assertEquals(next, giving.give(pledge("k", Instant.now()), "other", "Appeal"));
        assertEquals(Set.of(next.donation()), other.opened.keySet());
        assertEquals(PaymentStatus.CANCELED, gateway.book.get("pay-" + pledge.id()).status());
        assertEquals(DonationState.CANCELED, state(pledge));
    }

    @Test
    public void nothingIsEndedWhereNothingElseCanBeOpened() {
        var paused = new AtomicBoolean();
        var braked = new Giving(ledger, providers, () -> URI.create("https://give.example"), links,
                new WaitingRoom(0, 1, Path.of("none"), Clock.systemUTC()),
                new Cancellation(providers, new Inquiry(providers, settlement)), paused::get, Clock.systemUTC());
        var other = new ModelGateway("other");
        providers.bindProvider(new RankedReference<>(0), other);
        Pledge begun = pledge("k", Instant.now());
        Next first = braked.give(begun, "model", "Appeal");
        paused.set(true);
        assertTrue("a pause", braked.give(begun, "other", "Appeal") instanceof Next.NoPayment);
        assertEquals(DonationState.PENDING, state(begun));
        assertEquals("where it was begun it goes on", first, braked.give(begun, "model", "Appeal"));
        paused.set(false);
        assertTrue("nobody", braked.give(begun, "nobody", "Appeal") instanceof Next.NoPayment);
        other.down = true;
        for (int i = 0; i < 5; i++) {
            braked.give(pledge("k" + i, Instant.now()), "other", "Appeal");
        }
        assertTrue("one that is known to be down", braked.give(begun, "other", "Appeal") instanceof Next.NoPayment);
        assertEquals(DonationState.PENDING, state(begun));
        assertEquals(PaymentStatus.OPEN, gateway.book.get("pay-" + begun.id()).status());
    }

    @Test
    public void aPaymentThatCannotBeEndedIsTheOnlyOne() {
        var other = new ModelGateway("other");
        providers.bindProvider(new RankedReference<>(0), other);
        gateway.endless = true;
        Pledge pledge = pledge("k", Instant.now());
        giving.give(pledge, "model", "Appeal");
        assertTrue(giving.give(pledge("k", Instant.now()), "other", "Appeal") instanceof Next.Checkout);
        assertEquals(Map.of(), other.opened);
        gateway.becomes(pledge.id(), PaymentStatus.PAID);
        assertTrue(giving.give(pledge("k", Instant.now()), "other", "Appeal") instanceof Next.Known);
        assertEquals(Map.of(), other.opened);
    }

    @Test
    public void aProviderThatIsNotThereLosesNoPledge() {
        Pledge pledge = pledge("k", Instant.now());
        assertTrue(giving.give(pledge, "gone", "Appeal") instanceof Next.NoPayment);
        assertEquals(DonationState.PLEDGED, state(pledge));
    }
}

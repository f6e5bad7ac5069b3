package org.groundswell.donations.service.giving;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.groundswell.donations.api.Cause;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.api.leases.SoleHolder;
import org.groundswell.donations.service.ModelGateway;
import org.groundswell.donations.service.RankedReference;
import org.groundswell.donations.service.giving.Giving.Next;
import org.groundswell.donations.service.settlement.AskTimes;
import org.groundswell.donations.service.settlement.Inquiry;
import org.groundswell.donations.service.settlement.OpenDonations;
import org.groundswell.donations.service.waiting.WaitingRoom;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentRequest;
import org.groundswell.payments.api.PaymentStatus;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.Test;

/** From a pledge to its payment. */
public class GivingTest extends GivingScene {
    @Test
    public void thePledgeIsThereAndTheGatewayKnowsTheWayBack() {
        Pledge pledge = pledge("k", Instant.now());
        var next = (Next.Checkout) giving.give(pledge, "", "Appeal");
        assertEquals(URI.create("/pay/" + pledge.id()), next.uri());
        assertEquals(DonationState.PENDING, state(pledge));
        var request = gateway.opened.get(pledge.id());
        assertEquals("https://give.example/payments/model/return?" + links.ofDonation(pledge.id()),
                request.returnUrl().toString());
        assertEquals("https://give.example/payments/model/webhook", request.webhookUrl().toString());
        assertEquals("https://give.example/canceled?" + links.ofDonation(pledge.id()),
                request.cancelUrl().toString());
        assertEquals("flood", request.campaign());
    }

    @Test
    public void whileGivingIsPausedNoPaymentIsOpenedAndWhatIsOpenGoesOn() {
        var paused = new AtomicBoolean();
        var braked = new Giving(ledger, providers, () -> URI.create("https://give.example"), links,
                new WaitingRoom(0, 1, Path.of("none"), Clock.systemUTC()),
                new Cancellation(providers, new Inquiry(providers, settlement)), paused::get, Clock.systemUTC());
        Pledge begun = pledge("begun", Instant.now());
        braked.give(begun, "", "Appeal");
        paused.set(true);
        assertTrue(braked.give(begun, "", "Appeal") instanceof Next.Checkout);
        Pledge late = pledge("late", Instant.now());
        assertTrue(braked.give(late, "", "Appeal") instanceof Next.NoPayment);
        assertEquals(DonationState.PLEDGED, state(late));
        paused.set(false);
        assertTrue("the same form goes on", braked.give(late, "", "Appeal") instanceof Next.Checkout);
    }

    @Test
    public void aDoubleClickIsOneDonationAndOnePayment() throws Exception {
        var clicks = new ArrayList<Callable<Next>>();
        Instant at = Instant.now();
        for (int i = 0; i < 20; i++) {
            clicks.add(() -> giving.give(pledge("same", at), "", "Appeal"));
        }
        var targets = new HashSet<Next>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var each : threads.invokeAll(clicks)) {
                targets.add(each.get());
            }
        }
        assertEquals(1, ledger.donations.size());
        assertEquals(1, gateway.opened.size());
        assertEquals(1, targets.size());
    }

    @Test
    public void aFinishedFormLeadsToItsResult() throws Exception {
        Pledge pledge = pledge("k", Instant.now());
        giving.give(pledge, "", "Appeal");
        settled(pledge, PaymentStatus.PAID);
        assertTrue(giving.give(pledge("k", Instant.now()), "", "Appeal") instanceof Next.Known);
    }

    @Test
    public void aNotificationMayBeFasterThanOurOwnEntry() throws Exception {
        Pledge pledge = pledge("k", Instant.now());
        ledger.pledge(pledge);
        gateway.open(request(pledge));
        assertEquals(DonationState.PAID, settled(pledge, PaymentStatus.PAID).state());
    }

    @Test
    public void aDonorContinuesAPaymentThatOnlyTheGatewayTold() throws Exception {
        Pledge pledge = pledge("k", Instant.now());
        ledger.pledge(pledge);
        gateway.open(request(pledge));
        settled(pledge, PaymentStatus.PENDING);
        assertEquals(DonationState.PENDING, state(pledge));
        var next = (Next.Checkout) giving.give(pledge("k", Instant.now()), "", "Appeal");
        assertEquals(URI.create("/pay/" + pledge.id()), next.uri());
        assertEquals(1, gateway.opened.size());
    }

    @Test
    public void unfinishedDonationsAreAskedAboutAndExpire() {
        Pledge old = pledge("old", Instant.now().minus(Duration.ofHours(25)));
        Pledge abandoned = pledge("abandoned", Instant.now().minus(Duration.ofHours(25)));
        Pledge fresh = pledge("fresh", Instant.now());
        giving.give(old, "", "Appeal");
        ledger.pledge(abandoned);
        giving.give(fresh, "", "Appeal");
        var round = new OpenDonations(ledger, new Inquiry(providers, settlement), new SoleHolder(), Clock.systemUTC(),
                new AskTimes(Duration.ofMinutes(5), Duration.ofMinutes(1)), 200, Duration.ofHours(24));
        gateway.down = true;
        round.round();
        assertEquals("nobody could be asked", DonationState.PENDING, state(old));
        assertEquals(DonationState.EXPIRED, state(abandoned));
        gateway.down = false;
        gateway.becomes(old.id(), PaymentStatus.PAID);
        round.round();
        assertEquals("the notification was lost", DonationState.PAID, state(old));
        assertEquals(DonationState.PENDING, state(fresh));
    }

    @Test
    public void theHighestRankedProviderComesFirst() {
        var other = new ModelGateway() {
            @Override
            public String name() {
                return "other";
            }
        };
        providers.bindProvider(new RankedReference<>(5), other);
        assertEquals("other", providers.chosen("", CurrencyUnit.EUR, false).orElseThrow().name());
        assertEquals(List.of("Model", "Model"), providers.choices("en", CurrencyUnit.EUR).stream()
                .map(each -> each.label()).toList());
    }

    private Donation settled(Pledge pledge, PaymentStatus status) throws PaymentException {
        gateway.becomes(pledge.id(), status);
        return settlement.settle(gateway, "pay-" + pledge.id(), "e", Cause.WEBHOOK).orElseThrow();
    }

    private static PaymentRequest request(Pledge pledge) {
        return new PaymentRequest(pledge.id(), pledge.amount(), false, "", "", "en", null, null);
    }
}

package org.groundswell.donations.service.giving;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.groundswell.donations.api.Cause;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.api.leases.SoleHolder;
import org.groundswell.donations.service.MemoryLedger;
import org.groundswell.donations.service.ModelGateway;
import org.groundswell.donations.service.RankedReference;
import org.groundswell.donations.service.gateways.Providers;
import org.groundswell.donations.service.giving.Giving.Next;
import org.groundswell.donations.service.protection.NodeKey;
import org.groundswell.donations.service.settlement.AskTimes;
import org.groundswell.donations.service.settlement.Inquiry;
import org.groundswell.donations.service.settlement.OpenDonations;
import org.groundswell.donations.service.settlement.Settlement;
import org.groundswell.donations.service.waiting.WaitingRoom;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentRequest;
import org.groundswell.payments.api.PaymentStatus;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.Test;

public class GivingTest {
    private final MemoryLedger ledger = new MemoryLedger();
    private final ModelGateway gateway = new ModelGateway();
    private final Providers providers = Providers.of(null, Clock.systemUTC());
    private final SignedLinks links = new SignedLinks(() -> URI.create("https://give.example"),
            new NodeKey(new byte[32]));
    private final Settlement settlement = new Settlement(ledger, Clock.systemUTC());
    private final Giving giving = Giving.of(ledger, providers, () -> URI.create("https://give.example"), links,
            new WaitingRoom(0, 1, Path.of("none"), Clock.systemUTC()),
            new Cancellation(providers, new Inquiry(providers, settlement)), Clock.systemUTC());

    public GivingTest() {
        providers.bindProvider(new RankedReference<>(1), gateway);
    }

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

    @Test
    public void aFinishedFormLeadsToItsResult() throws Exception {
        Pledge pledge = pledge("k", Instant.now());
        giving.give(pledge, "", "Appeal");
        settled(pledge, PaymentStatus.PAID);
        assertTrue(giving.give(pledge("k", Instant.now()), "", "Appeal") instanceof Next.Known);
    }

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

    private Donation settled(Pledge pledge, PaymentStatus status) throws PaymentException {
        gateway.becomes(pledge.id(), status);
        return settlement.settle(gateway, "pay-" + pledge.id(), "e", Cause.WEBHOOK).orElseThrow();
    }

    private static PaymentRequest request(Pledge pledge) {
        return new PaymentRequest(pledge.id(), pledge.amount(), false, "", "", "en", null, null);
    }

    private DonationState state(Pledge pledge) {
        return ledger.donation(pledge.id()).orElseThrow().state();
    }

    private static Pledge pledge(String key, Instant at) {
        return new Pledge(UUID.randomUUID(), key, "flood", Money.parse("EUR 25"),
                new Donor("A", "", "", false), "en", at).asTest(true);
    }

    private static Pledge pledge(String key, String amount) {
        return new Pledge(UUID.randomUUID(), key, "flood", Money.parse(amount), new Donor("A", "", "", false), "en",
                Instant.now()).asTest(true);
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
}

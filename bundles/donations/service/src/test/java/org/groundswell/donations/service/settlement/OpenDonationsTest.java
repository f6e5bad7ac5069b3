package org.groundswell.donations.service.settlement;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.groundswell.donations.api.Cause;
import org.groundswell.donations.api.Change;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.service.MemoryLedger;
import org.groundswell.donations.service.ModelGateway;
import org.groundswell.donations.service.RankedReference;
import org.groundswell.donations.service.TestLeases;
import org.groundswell.donations.service.gateways.Providers;
import org.groundswell.payments.api.PaymentRequest;
import org.groundswell.payments.api.PaymentStatus;
import org.groundswell.testing.SetClock;
import org.joda.money.Money;
import org.junit.Test;

public class OpenDonationsTest {
    private static final Money AMOUNT = Money.parse("EUR 18");
    private final SetClock clock = new SetClock("2026-11-21T20:00:00Z");
    private final MemoryLedger ledger = new MemoryLedger();
    private final ModelGateway gateway = new ModelGateway();
    private final Providers providers = Providers.of(null, Clock.systemUTC());
    private final TestLeases leases = new TestLeases();
    private final OpenDonations open = new OpenDonations(ledger, new Inquiry(providers, new Settlement(ledger, clock)),
            leases, clock, new AskTimes(Duration.ofMinutes(5), Duration.ofMinutes(1)), 50, Duration.ofHours(24));

    public OpenDonationsTest() {
        providers.bindProvider(new RankedReference<>(1), gateway);
    }

    @Test
    public void abandonedCartsAreAskedAboutWithinBoundsAndLessAndLess() throws Exception {
        for (int i = 0; i < 200; i++) {
            opened("" + i);
        }
        long first = asked(60);
        assertTrue("each a few times in the first hour, not sixty: " + first, first >= 200 && first <= 200 * 8);
        for (int hour = 0; hour < 72; hour++) {
            asked(60);
        }
        long later = asked(24 * 60);
        assertTrue("once a day in the end: " + later, later >= 200 && later <= 2 * 200);
    }

    @Test
    public void noRoundAsksMoreThanItMayAndTheLastOneIsAskedAboutAsWell() throws Exception {
        for (int i = 0; i < 200; i++) {
            opened("" + i);
        }
        Pledge last = opened("last");
        gateway.becomes(last.id(), PaymentStatus.PAID);
        clock.pass(Duration.ofMinutes(6));
        for (int round = 0; round < 5; round++) {
            int before = gateway.asked;
            open.round();
            assertTrue("" + (gateway.asked - before), gateway.asked - before <= 50 + 1);
        }
        assertEquals(DonationState.PAID, ledger.donation(last.id()).orElseThrow().state());
    }

    @Test
    public void aGatewayThatIsAwayIsAskedAgainWhenItIsBack() throws Exception {
        Pledge paid = opened("paid");
        opened("other");
        clock.pass(Duration.ofHours(10));
        gateway.down = true;
        open.round();
        gateway.down = false;
        gateway.becomes(paid.id(), PaymentStatus.PAID);
        clock.pass(Duration.ofMinutes(1));
        open.round();
        assertEquals(DonationState.PAID, ledger.donation(paid.id()).orElseThrow().state());
    }

    @Test
    public void aGatewayThatFailsIsLeftAlone() throws Exception {
        for (int i = 0; i < 30; i++) {
            opened("" + i);
        }
        clock.pass(Duration.ofHours(10));
        gateway.down = true;
        int before = gateway.asked;
        open.round();
        open.round();
        assertEquals("five failures in a row are enough", 5, gateway.asked - before);
    }

    @Test
    public void aDonationThatSharesItsPaymentIsNoneOfTheOthers() throws Exception {
        Pledge first = opened("first");
        var second = pledged("second");
        ledger.change(Change.opened(second.id(), new Donation.Payment("model", "pay-" + first.id(), "/pay"),
                clock.instant()));
        gateway.becomes(first.id(), PaymentStatus.PAID);
        clock.pass(Duration.ofDays(61));
        open.round();
        assertEquals(DonationState.PAID, ledger.donation(first.id()).orElseThrow().state());
        assertEquals("it ends some day", DonationState.EXPIRED, ledger.donation(second.id()).orElseThrow().state());
    }

    @Test
    public void whatAnotherNodeLooksAfterIsLeftToIt() throws Exception {
        Pledge abandoned = pledged("abandoned");
        Pledge test = new Pledge(UUID.randomUUID(), "test", "flood", AMOUNT, new Donor("A", "", "", false), "en", clock.instant())
                .asTest(true);
        ledger.pledge(test);
        opened("paid elsewhere");
        clock.pass(Duration.ofHours(25));
        int before = gateway.asked;
        leases.elsewhere = true;
        open.round();
        assertEquals(0, gateway.asked - before);
        assertEquals(DonationState.PLEDGED, ledger.donation(abandoned.id()).orElseThrow().state());
        assertEquals("each node looks after tests", DonationState.EXPIRED, ledger.donation(test.id()).orElseThrow().state());
        assertEquals("and it is no alarm", clock.instant(), open.lastRun());
        leases.elsewhere = false;
        open.round();
        assertEquals(1, gateway.asked - before);
        assertEquals(DonationState.EXPIRED, ledger.donation(abandoned.id()).orElseThrow().state());
        open.stop();
        assertEquals("another one may go on", List.of(), leases.held());
    }

    @Test
    public void aDutyThatIsLostOnTheWayIsDoneFromTheBeginningWhenItIsBack() throws Exception {
        for (int i = 0; i < 20; i++) {
            opened("" + i);
        }
        clock.pass(Duration.ofHours(10));
        int before = gateway.asked;
        leases.steps = 7;
        open.round();
        assertEquals("no step more", 7, gateway.asked - before);
        leases.steps = Integer.MAX_VALUE;
        open.round();
        assertEquals("none was left out", 7 + 20, gateway.asked - before);
    }

    @Test
    public void whoGoesOnForAnotherNodeBeginsFromTheBeginning() throws Exception {
        for (int i = 0; i < 70; i++) {
            opened("" + i);
        }
        clock.pass(Duration.ofHours(10));
        int before = gateway.asked;
        open.round();
        leases.elsewhere = true;
        open.round();
        leases.elsewhere = false;
        open.round();
        open.round();
        assertEquals(50 + 70, gateway.asked - before);
    }

    @Test
    public void whileNobodyCanSayWhoseRoundItIsThereIsNone() throws Exception {
        opened("paid");
        clock.pass(Duration.ofHours(10));
        int before = gateway.asked;
        leases.away = true;
        open.round();
        assertEquals(0, gateway.asked - before);
        assertTrue("it becomes an alarm", open.lastRun().isBefore(clock.instant()));
    }

    /** How many questions so many minutes bring, a round in each. */
    private long asked(int minutes) {
        int before = gateway.asked;
        for (int i = 0; i < minutes; i++) {
            clock.pass(Duration.ofMinutes(1));
            open.round();
        }
        return gateway.asked - before;
    }

    private Pledge pledged(String key) {
        var pledge = new Pledge(UUID.randomUUID(), key, "flood", AMOUNT, new Donor("A", "", "", false), "en",
                clock.instant());
        ledger.pledge(pledge);
        return pledge;
    }

    private Pledge opened(String key) throws Exception {
        Pledge pledge = pledged(key);
        gateway.open(new PaymentRequest(pledge.id(), AMOUNT, false, "", "", "en", null, null));
        new Settlement(ledger, clock).settle(gateway, "pay-" + pledge.id(), null, Cause.RETURN);
        return pledge;
    }
}

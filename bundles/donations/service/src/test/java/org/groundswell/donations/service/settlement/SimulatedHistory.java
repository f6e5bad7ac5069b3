package org.groundswell.donations.service.settlement;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.groundswell.donations.api.Cause;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.api.leases.SoleHolder;
import org.groundswell.donations.service.RankedReference;
import org.groundswell.donations.service.gateways.Providers;
import org.groundswell.donations.service.protection.NodeKey;
import org.groundswell.donations.service.giving.Cancellation;
import org.groundswell.donations.service.giving.Giving;
import org.groundswell.donations.service.giving.SignedLinks;
import org.groundswell.donations.service.waiting.WaitingRoom;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentNotification;
import org.groundswell.payments.api.PaymentReport;
import org.groundswell.payments.api.PaymentStatus;
import org.groundswell.testing.SetClock;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** Some donors' evening, as random as their seed makes it. */
final class SimulatedHistory {
    private static final int STEPS = 30;

    private final String campaign;
    private final Path folder;
    private final Random random;
    private final Faults faults;
    private final List<SimulatedGateway> gateways;
    private final FaultyLedger ledger;
    private final List<Pledge> forms = new ArrayList<>();
    /** Wanders as the clocks of machines do. */
    private final SetClock clock = new SetClock("2026-11-21T20:00:00Z");
    private int nested;
    private Giving giving;
    private Settlement settlement;
    private Providers providers;

    SimulatedHistory(Ledger ledger, Path folder, long seed) {
        this.folder = folder.resolve("reconciliation-" + seed);
        this.campaign = "campaign-" + seed;
        this.random = new Random(seed);
        this.faults = new Faults(random);
        this.gateways = List.of(new SimulatedGateway("one", random, faults, this::meanwhile),
                new SimulatedGateway("two", random, faults, this::meanwhile));
        this.ledger = new FaultyLedger(ledger, faults);
        start();
    }

    void run() {
        for (int step = 0; step < STEPS; step++) {
            try {
                step();
            } catch (Faults.Crash e) {
                start();
            } catch (PaymentException | LedgerUnavailableException e) {
                // Said to whoever asked; the books have to be right all the same.
            }
            checkBooks();
        }
        faults.mend();
        try {
            settleByNotifications();
            settleAll();
        } catch (PaymentException e) {
            throw new AssertionError("nothing goes wrong any more, and yet", e);
        }
        checkBooks();
        checkAgainstGateway();
    }

    /** What a node has in memory is gone; what is in the ledger is not. */
    private void start() {
        providers = Providers.of(null, Clock.systemUTC());
        gateways.forEach(each -> providers.bindProvider(new RankedReference<>(gateways.indexOf(each)), each));
        nested = 0;
        var links = new SignedLinks(() -> URI.create("https://give.example"), new NodeKey(new byte[32]));
        settlement = new Settlement(ledger, clock);
        giving = Giving.of(ledger, providers, () -> URI.create("https://give.example"), links,
                new WaitingRoom(0, 1, Path.of("none"), clock),
                new Cancellation(providers, new Inquiry(providers, settlement)), clock);
    }

    private void step() throws PaymentException {
        switch (random.nextInt(12)) {
            case 0, 1 -> fill();
            case 2 -> again();
            case 3, 4, 5 -> gateway().happen();
            case 6, 7, 8 -> deliver();
            case 9 -> comeBack();
            case 10 -> new OpenDonations(ledger, new Inquiry(providers, settlement), new SoleHolder(), clock,
                    new AskTimes(Duration.ZERO, Duration.ofSeconds(1)), 200, Duration.ofHours(24)).round();
            default -> clock.set(clock.instant().plus(random.nextInt(2 * 86_400) - 86_400L, ChronoUnit.SECONDS));
        }
    }

    private void fill() {
        var id = new UUID(random.nextLong(), random.nextLong());
        Pledge form = new Pledge(id, "key-" + id, campaign, Money.ofMinor(CurrencyUnit.EUR, 100 + random.nextInt(9900)),
                new Donor("", "", "", false), "en", random.nextInt(3) == 0, null, clock.instant());
        forms.add(form);
        submit(form);
    }

    private void submit(Pledge form) {
        if (giving.give(form, gateway().name(), "Appeal") instanceof Giving.Next.Checkout checkout) {
            gateways.forEach(each -> each.show(checkout.uri().toString()));
        }
    }

    private SimulatedGateway gateway() {
        return gateways.get(random.nextInt(gateways.size()));
    }

    /** Another thread of the node, while the first one waits for the gateway. */
    private void meanwhile(SimulatedGateway gateway) {
        if (nested < 2) {
            nested++;
            try {
                deliver(gateway, gateway.latest());
            } catch (PaymentException | LedgerUnavailableException e) {
                // Said to whoever asked.
            } finally {
                nested--;
            }
        }
    }

    private void again() {
        if (!forms.isEmpty()) {
            Pledge form = forms.get(random.nextInt(forms.size()));
            submit(new Pledge(new UUID(random.nextLong(), random.nextLong()), form.key(), campaign,
                    form.amount(), form.donor(), "en", form.monthly(), null, clock.instant()));
        }
    }

    private void deliver() throws PaymentException {
        SimulatedGateway gateway = gateway();
        deliver(gateway, gateway.arrival());
    }

    private void deliver(SimulatedGateway gateway, Optional<PaymentNotification> arrival) throws PaymentException {
        if (arrival.isPresent()) {
            boolean taken = false;
            try {
                settlement.settle(gateway, arrival.get().paymentId(), arrival.get().eventId(), Cause.WEBHOOK);
                taken = true;
            } finally {
                if (!taken) {
                    gateway.notTaken(arrival.get());
                }
            }
        }
    }

    private void comeBack() throws PaymentException {
        List<Donation> all = ledger.all();
        if (!all.isEmpty()) {
            new Inquiry(providers, settlement).ask(all.get(random.nextInt(all.size())), Cause.RETURN);
        }
    }

    /** Where every notification arrives in the end, nothing else is needed. */
    private void settleByNotifications() throws PaymentException {
        start();
        for (SimulatedGateway gateway : gateways) {
            for (var each : gateway.underway()) {
                settlement.settle(gateway, each.paymentId(), each.eventId(), Cause.WEBHOOK);
            }
        }
        if (gateways.stream().noneMatch(SimulatedGateway::hasLostNotifications)) {
            checkAgainstGateway();
        }
    }

    private void settleAll() throws PaymentException {
        start();
        for (SimulatedGateway gateway : gateways) {
            var result = new Reconciliation(ledger, settlement, folder, clock).reconcile(gateway, Instant.EPOCH,
                    true);
            assertEquals(Optional.empty(), result.brokenOff());
            long untrue = gateway.book().stream().filter(each -> each.contradiction().isPresent()).count();
            assertEquals(result.differences().toString(), untrue, result.count());
            assertTrue(result.differences().stream().allMatch(each -> each.contains("cannot be as it says")));
        }
    }

    /** True at every moment, whatever has just died. */
    private void checkBooks() {
        Money sum = Money.zero(CurrencyUnit.EUR);
        long count = 0;
        for (Donation donation : ledger.all()) {
            Money entries = ledger.entries(donation.pledge().id()).stream().map(Entry::raised)
                    .reduce(Money.zero(CurrencyUnit.EUR), Money::plus);
            assertEquals("entries of " + donation.pledge().id(), donation.counted(), entries);
            assertTrue("never more than was given", !donation.settled().isGreaterThan(donation.pledge().amount()));
            sum = sum.plus(donation.counted());
            count += donation.counted().isPositive() ? 1 : 0;
        }
        assertEquals(sum, ledger.totals(campaign, CurrencyUnit.EUR).raised());
        assertEquals(count, ledger.totals(campaign, CurrencyUnit.EUR).donations());
    }

    /** True when all is settled: the ledger has what the gateway has, each payment once. */
    private void checkAgainstGateway() {
        Money there = Money.zero(CurrencyUnit.EUR);
        long renewals = 0;
        for (PaymentReport payment : gateways.stream().flatMap(each -> each.book().stream()).toList()) {
            renewals += payment.renewal() ? 1 : 0;
            boolean counts = payment.status() == PaymentStatus.PAID;
            Money back = payment.recordable(payment.refunded()).orElseThrow().refunded();
            Money expected = counts ? payment.amount().minus(back) : Money.zero(CurrencyUnit.EUR);
            there = there.plus(expected);
            String provider = payment.paymentId().substring(0, 3);
            var donation = ledger.byPayment(provider, payment.paymentId());
            if (payment.isMoney()) {
                assertEquals(payment.paymentId(), expected, donation.orElseThrow().counted());
                assertEquals(payment.renewal(), donation.get().pledge().renews() != null);
            }
        }
        assertEquals(there, ledger.totals(campaign, CurrencyUnit.EUR).raised());
        assertEquals("later months", renewals, ledger.all().stream().filter(each -> each.pledge().renews() != null)
                .count());
    }
}

package org.groundswell.stats.service;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.groundswell.donations.api.Cause;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.api.Pledge;
import org.groundswell.edge.api.requests.RequestObserver.Kind;
import org.groundswell.kernel.api.ports.PortUnavailableException;
import org.groundswell.stats.api.Figures;
import org.groundswell.testing.SetClock;
import org.joda.money.Money;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class MinuteRecorderTest {
    private static final UUID BROKEN = UUID.randomUUID();
    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();
    private final SetClock clock = new SetClock("2026-11-21T20:00:10Z");
    private final RequestCounter requests = new RequestCounter(clock);
    private final Ends ends = new Ends(ledger(), clock);
    private final DonationCounter donations = new DonationCounter(clock, ends);

    @Test
    public void eachMinuteHasItsOwn() throws Exception {
        var recorder = recorder();
        request(Kind.PAGE, 200, 1_000_000);
        request(Kind.SERVLET, 500, 80_000_000);
        donations.committed(List.of(entry(DonationState.PAID, 2500, 1), entry(DonationState.FAILED, 0, 0),
                entry(DonationState.REFUNDED, -500, 0)));
        nextMinute(recorder);
        request(Kind.PAGE, 200, 3_000_000);
        donations.committed(List.of(entry(DonationState.PAID, 100, 1)));
        nextMinute(recorder);
        List<Figures> minutes = all(recorder);
        assertEquals(2, minutes.size());
        Figures first = minutes.getFirst();
        assertEquals(Instant.parse("2026-11-21T20:00:00Z"), first.from());
        assertEquals(List.of(1L, 2L, 1L, 1L), List.of(first.pages(), first.requests(), first.errors(), first.gifts()));
        assertEquals(Map.of("EUR", 2500L), first.amount());
        assertEquals(80, first.p99Micros() / 1000);
        assertEquals(Map.of("gate", 1L), first.paid());
        assertEquals(Map.of("gate", 1L), first.refused());
        assertEquals("times of the minute before are over", 3, minutes.getLast().p99Micros() / 1000);
        assertEquals(Map.of("EUR", 100L), minutes.getLast().amount());
        assertEquals(0, minutes.getLast().errors());
    }

    /** A balancer asks every two seconds; of a quiet night's requests that is the most. */
    @Test
    public void probesAndWhatAStartPutsOffAreNoErrorsOfTheSite() throws Exception {
        var recorder = recorder();
        request(Kind.PAGE, 200, 1_000_000);
        for (int i = 0; i < 200; i++) {
            request(Kind.PROBE, 503, 90_000_000);
            request(Kind.START, 503, 90_000_000);
        }
        nextMinute(recorder);
        Figures minute = all(recorder).getFirst();
        assertEquals(List.of(1L, 0L), List.of(minute.requests(), minute.errors()));
        assertEquals("answers of visitors", 1, minute.p99Micros() / 1000);
        assertEquals(0L, (long) requests.statuses().get("5xx"));
        assertEquals(List.of(200L, 200L), List.of(requests.requests().get("probe"), requests.requests().get("start")));
    }

    @Test
    public void anOrderlyStopKeepsThePartOfTheMinute() throws Exception {
        var recorder = recorder();
        donations.committed(List.of(entry(DonationState.PAID, 2500, 1)));
        recorder.stop();
        assertEquals(1, all(recorder()).getFirst().gifts());
    }

    @Test
    public void aMinuteWithVeryManyEndsStaysSmallAndALedgerThatIsAwayCostsAFigure() {
        var many = new ArrayList<Entry>();
        for (int i = 0; i < 3 * Ends.MOST_IN_A_MINUTE; i++) {
            many.add(entry(i % 4 == 0 ? DonationState.FAILED : DonationState.PAID, 100, i % 4 == 0 ? 0 : 1));
        }
        donations.committed(many);
        Ends.Taken taken = ends.take();
        assertEquals(250L, (long) taken.refused().get("gate"));
        assertEquals(750L, (long) taken.paid().get("gate"));
        donations.committed(List.of(new Entry(1, BROKEN, "flood", DonationState.FAILED, Money.parse("EUR 0"), 0,
                Cause.WEBHOOK, clock.instant())));
        assertEquals(Map.of(), ends.take().refused());
    }

    /** Each question may take as long as a ledger is waited for. */
    @Test
    public void aLedgerThatIsAwayIsAskedOnceAMinuteAndTheMinuteIsKept() throws Exception {
        for (RuntimeException away : List.of(new LedgerUnavailableException("away", null),
                new PortUnavailableException("away"))) {
            var asked = new AtomicInteger();
            var silent = new Ends(ledger(_ -> {
                asked.incrementAndGet();
                throw away;
            }), clock);
            var counter = new DonationCounter(clock, silent);
            var recorder = new MinuteRecorder(requests, counter, silent, new FigureFiles(temporary.newFolder().toPath()),
                    clock);
            for (int i = 0; i < Ends.MOST_IN_A_MINUTE; i++) {
                counter.committed(List.of(entry(DonationState.PAID, 100, 1)));
            }
            nextMinute(recorder);
            assertEquals(1, asked.get());
            assertEquals(Ends.MOST_IN_A_MINUTE, all(recorder).getFirst().gifts());
            counter.committed(List.of(entry(DonationState.PAID, 100, 1)));
            nextMinute(recorder);
            assertEquals(2, asked.get());
        }
    }

    @Test
    public void aLedgerThatIsSlowIsNotWaitedForThroughAWholeMinute() {
        var asked = new AtomicInteger();
        var slow = new Ends(ledger(id -> {
            asked.incrementAndGet();
            clock.pass(Duration.ofSeconds(1));
            return donation(id);
        }), clock);
        for (int i = 0; i < 100; i++) {
            slow.noted(entry(DonationState.PAID, 100, 1));
        }
        long paid = slow.take().paid().get("gate");
        assertEquals(asked.get(), paid);
        assertTrue(String.valueOf(asked), asked.get() > 1 && asked.get() < 30);
    }

    private MinuteRecorder recorder() {
        return new MinuteRecorder(requests, donations, ends, new FigureFiles(temporary.getRoot().toPath()
                .resolve("figures")), clock);
    }

    private void nextMinute(MinuteRecorder recorder) throws Exception {
        recorder.tick();
        clock.pass(Duration.ofMinutes(1));
        recorder.tick();
        recorder.tick();
    }

    private List<Figures> all(MinuteRecorder recorder) {
        return recorder.series(clock.instant().minusSeconds(3600), clock.instant().plusSeconds(60), 100);
    }

    private void request(Kind kind, int status, long nanos) {
        requests.answered(kind, status, nanos, InetAddress.getLoopbackAddress(), "agent");
    }

    private Entry entry(DonationState state, long minor, int donations) {
        return new Entry(1, UUID.randomUUID(), "flood", state, Money.parse("EUR 0").plusMinor(minor), donations,
                Cause.WEBHOOK, clock.instant());
    }

    private Ledger ledger() {
        return ledger(id -> {
            if (id.equals(BROKEN)) {
                throw new LedgerUnavailableException("away", null);
            }
            return donation(id);
        });
    }

    private Ledger ledger(Function<UUID, Donation> answer) {
        return (Ledger) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Ledger.class},
                (_, method, arguments) -> Optional.of(answer.apply((UUID) arguments[0])));
    }

    private Donation donation(UUID id) {
        Money nothing = Money.parse("EUR 0");
        var pledge = new Pledge(id, "key", "flood", Money.parse("EUR 1"), new Donor("", "", "", true), "en",
                clock.instant());
        return new Donation(pledge, DonationState.PAID, new Donation.Payment("gate", "1", null), nothing, nothing, null,
                clock.instant(), 1);
    }
}

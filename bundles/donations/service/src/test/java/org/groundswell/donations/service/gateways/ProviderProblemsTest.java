package org.groundswell.donations.service.gateways;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.groundswell.donations.api.choices.PaymentChoices;
import org.groundswell.donations.service.ModelGateway;
import org.groundswell.donations.service.RankedReference;
import org.groundswell.kernel.api.ports.PortUnavailableException;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentMode;
import org.groundswell.payments.api.PaymentProvider;
import org.groundswell.payments.api.ProviderNotReadyException;
import org.groundswell.testing.SetClock;
import org.joda.money.CurrencyUnit;
import org.junit.Test;

public class ProviderProblemsTest {
    private final SetClock clock = new SetClock("2026-11-21T20:00:00Z");
    private final ProviderProblems problems = new ProviderProblems(clock);

    @Test
    public void theSameIsSaidOnceHoweverOftenItIsAsked() {
        for (int i = 0; i < 10_000; i++) {
            problems.found("stripe", "there is no file");
            problems.found("mollie", "the file is empty");
        }
        assertEquals(2, problems.said());
        assertEquals(List.of("the file is empty", "there is no file"), problems.now());
    }

    @Test
    public void whatComesAndGoesIsSaidOnceAMinute() {
        for (int i = 0; i < 600; i++) {
            problems.found("stripe", "trouble " + i);
            problems.gone("stripe");
            clock.pass(Duration.ofSeconds(1));
        }
        assertEquals(10, problems.said());
        assertEquals(List.of(), problems.now());
    }

    /** A busy machine starts bundles for half a minute, and then all is well. */
    @Test
    public void aBundleThatIsOnItsWayIsNoErrorUnlessItStaysAway() {
        var away = new PortUnavailableException("could not be started");
        problems.failed("sandbox", "the sandbox is away", away);
        assertEquals("health says so", List.of("the sandbox is away"), problems.now());
        clock.pass(Duration.ofSeconds(30));
        problems.failed("sandbox", "the sandbox is away", away);
        problems.gone("sandbox");
        assertEquals(List.of(), problems.now());
        problems.failed("sandbox", "the sandbox is away", away);
        clock.pass(Duration.ofSeconds(59));
        problems.failed("sandbox", "the sandbox is away", away);
        assertEquals(0, problems.said());
        clock.pass(Duration.ofSeconds(2));
        problems.failed("sandbox", "the sandbox is away", away);
        assertEquals(1, problems.said());
        problems.failed("mollie", "there is no file", new ProviderNotReadyException("there is no file", null));
        assertEquals("what nobody but an admin can mend is said at once", 2, problems.said());
    }

    /** As all threads are at a node's end. */
    @Test
    public void whoWasToldToEndHasFoundNothing() {
        Thread.currentThread().interrupt();
        problems.failed("sandbox", "interrupted while waiting", new PortUnavailableException("interrupted"));
        assertTrue("who asked is still to end", Thread.interrupted());
        assertEquals(List.of(), problems.now());
        assertEquals(0, problems.said());
    }

    @Test
    public void aProviderWithoutItsKeyTakesNoOtherAlong() {
        var providers = Providers.of(null, Clock.systemUTC());
        var keyless = new ModelGateway() {
            @Override
            public PaymentMode mode() {
                throw new ProviderNotReadyException("apiKey: there is no file secrets/key", null);
            }
        };
        providers.bindProvider(new RankedReference<>(2), keyless);
        providers.bindProvider(new RankedReference<>(1), new ModelGateway());
        assertEquals(1, providers.choices("en", CurrencyUnit.EUR).size());
        assertEquals(1, providers.problems().size());
    }

    @Test
    public void waysToPayStandInTheOrderOfTheSettings() {
        assertEquals(List.of("ranked1", "ranked3", "ranked2"), offered("ranked1"));
        assertEquals(List.of("ranked2", "ranked3", "ranked1"), offered("ranked2", "nobody", "ranked3"));
        assertEquals("by rank", List.of("ranked3", "ranked2", "ranked1"), offered());
    }

    @Test
    public void whatSomebodyHasTakenOffIsNotOfferedAndStaysForWhatWasBegun() {
        var off = new HashSet<String>();
        var providers = new Providers(null, Clock.systemUTC(), () -> off);
        providers.bindProvider(new RankedReference<>(1), new ModelGateway() {
            @Override
            public String name() {
                return "ranked1";
            }
        });
        assertEquals(List.of(new PaymentChoices.Gateway("ranked1", PaymentChoices.Standing.WORKS)), providers.gateways());
        off.add("ranked1");
        assertEquals(List.of(), providers.choices("en", CurrencyUnit.EUR));
        assertTrue(providers.chosen("ranked1", CurrencyUnit.EUR, false).isEmpty());
        assertTrue("who has begun goes on", providers.named("ranked1").isPresent());
        assertEquals(List.of(new PaymentChoices.Gateway("ranked1", PaymentChoices.Standing.OFF)), providers.gateways());
        off.clear();
        assertEquals(1, providers.choices("en", CurrencyUnit.EUR).size());
    }

    /** Who asked before it went hears of it afterwards, and nobody would take that back. */
    @Test
    public void whatIsSaidOfAGatewayEndsWithIt() {
        var providers = Providers.of(null, Clock.systemUTC());
        var reference = new RankedReference<PaymentProvider>(1);
        providers.bindProvider(reference, new ModelGateway("ranked1") {
            @Override
            public boolean takes(CurrencyUnit currency, boolean monthly) {
                providers.unbindProvider(reference);
                throw new IllegalStateException("its bundle is away");
            }
        });
        assertEquals(List.of(), providers.choices("en", CurrencyUnit.EUR));
        providers.notifications().found("ranked1", "Notifications of ranked1 cannot be taken now");
        assertEquals(List.of(), providers.problems());
        assertEquals(List.of(), providers.notificationProblems());
        providers.bindProvider(reference, new ModelGateway("ranked1"));
        assertEquals("nor of one that comes in its place", List.of(), providers.notificationProblems());
    }

    @Test
    public void failuresEndWithTheGatewayThatHadThem() {
        var providers = Providers.of(null, Clock.systemUTC());
        var reference = new RankedReference<PaymentProvider>(1);
        providers.bindProvider(reference, new ModelGateway("ranked1"));
        fail(providers);
        assertEquals(1, providers.failures().size());
        providers.unbindProvider(reference);
        assertEquals(List.of(), providers.failures());
        fail(providers);
        providers.bindProvider(reference, new ModelGateway("ranked1"));
        assertEquals(List.of(), providers.failures());
    }

    @Test
    public void thatAGatewayIsNotOfferedIsNoNewsWhereSomebodyHasTakenItOff() {
        var off = new HashSet<String>();
        var providers = new Providers(null, Clock.systemUTC(), () -> off);
        providers.bindProvider(new RankedReference<>(1), new ModelGateway("ranked1") {
            @Override
            public boolean takes(CurrencyUnit currency, boolean monthly) {
                throw new IllegalStateException("no answer");
            }
        });
        providers.choices("en", CurrencyUnit.EUR);
        assertEquals(1, providers.problems().size());
        off.add("ranked1");
        assertEquals(List.of(), providers.problems());
        off.clear();
        assertEquals(1, providers.problems().size());
    }

    private static void fail(Providers providers) {
        try {
            providers.availability().asked("ranked1", () -> {
                throw new PaymentException("refused connection");
            });
        } catch (PaymentException e) {
            return;
        }
        throw new AssertionError("asked in vain");
    }

    private static List<String> offered(String... order) {
        var providers = Providers.of(null, Clock.systemUTC(), order);
        for (int rank = 1; rank <= 3; rank++) {
            String name = "ranked" + rank;
            providers.bindProvider(new RankedReference<>(rank), new ModelGateway() {
                @Override
                public String name() {
                    return name;
                }
            });
        }
        return providers.choices("en", CurrencyUnit.EUR).stream().map(PaymentChoices.Choice::provider).toList();
    }
}

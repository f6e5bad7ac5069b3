package org.groundswell.console.alarms;

import static org.junit.Assert.assertEquals;

import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.api.choices.PaymentChoices;
import org.groundswell.donations.api.choices.PaymentChoices.Gateway;
import org.groundswell.donations.api.choices.PaymentChoices.Standing;
import org.groundswell.donations.api.waiting.WaitingDonors;
import org.groundswell.kernel.api.mail.Mail;
import org.groundswell.kernel.api.ports.PortUnavailableException;
import org.groundswell.stats.api.Figures;
import org.groundswell.stats.api.NodeFigures;
import org.joda.money.CurrencyUnit;
import org.junit.Test;

public class SignsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T20:00:10Z");
    private final Signs signs = new Signs(new Config(30, 2, 1000), Clock.fixed(NOW, ZoneOffset.UTC));

    private record Config(int refusedPercent, int errorPercent, int slowMillis) implements Signs.Config {
        @Override
        public Class<? extends Annotation> annotationType() {
            return Signs.Config.class;
        }
    }

    @Test
    public void aGatewayThatRefusesMuchIsOne() {
        lately(payments(7, 3), payments(0, 0));
        assertEquals(List.of(Sign.about(Sign.Kind.GATEWAY_REFUSES, "stripe", "stripe", 30L)), signs.now());
        lately(payments(71, 29));
        assertEquals("29 percent", List.of(), signs.now());
        lately(payments(0, 9));
        assertEquals("too few to say anything", List.of(), signs.now());
    }

    @Test
    public void errorsCountOnceThereAreEnough() {
        lately(requests(98, 2, 10), requests(2, 0, 10));
        assertEquals(List.of(Sign.of(Sign.Kind.ERRORS, 2L)), signs.now());
        lately(requests(40, 40, 10));
        assertEquals(List.of(), signs.now());
    }

    @Test
    public void slowMeansThreeMinutesOnEnd() {
        lately(requests(10, 0, 1000), requests(10, 0, 2000), requests(10, 0, 1000));
        assertEquals(List.of(Sign.of(Sign.Kind.SLOW, 1000L)), signs.now());
        lately(requests(10, 0, 1000), requests(10, 0, 999), requests(10, 0, 1000));
        assertEquals(List.of(), signs.now());
        lately(requests(10, 0, 1000), requests(10, 0, 1000));
        assertEquals(List.of(), signs.now());
    }

    @Test
    public void gatewaysThatDoNotWorkAreNamed() {
        signs.choices = choices(new Gateway("stripe", Standing.BROKEN), new Gateway("mollie", Standing.FAILS));
        assertEquals(List.of(Sign.about(Sign.Kind.GATEWAY_BROKEN, "stripe", "stripe")), signs.now());
        signs.choices = choices(new Gateway("stripe", Standing.OFF), new Gateway("sandbox", Standing.IDLE));
        assertEquals(List.of(Sign.of(Sign.Kind.NO_GATEWAY)), signs.now());
    }

    @Test
    public void anotherNodeThatIsSilentIsNamed() {
        signs.others = () -> Optional.of(new NodeFigures.AllNodes(0, 0, 0, 0, 0, List.of(
                new NodeFigures.Node("here", true, "1.0.0", NOW, false, true, 0, 0, 0),
                new NodeFigures.Node("there", false, "1.0.0", NOW.minusSeconds(70), true, true, 0, 0, 0))));
        assertEquals(List.of(Sign.about(Sign.Kind.NODE_SILENT, "there", "there")), signs.now());
        signs.others = Optional::empty;
        assertEquals(List.of(), signs.now());
    }

    @Test
    public void whoIsAwayTakesNothingElseAlong() {
        signs.history = (from, to, points) -> {
            throw new PortUnavailableException("away");
        };
        signs.donors = new WaitingDonors() {
            @Override
            public int length() {
                return 500;
            }

            @Override
            public boolean isFull() {
                return true;
            }
        };
        assertEquals(List.of(Sign.of(Sign.Kind.WAITING_FULL, 500)), signs.now());
    }

    /** A ledger that cannot be read, or a fault in whoever is asked: all else is looked at just then. */
    @Test
    public void whoFailsTakesNothingElseAlong() {
        signs.history = (from, to, points) -> {
            throw new IllegalStateException("a file of figures is broken");
        };
        signs.others = () -> {
            throw new LedgerUnavailableException("the database is away", null);
        };
        signs.checks = FoundChecks.of("ledger", log -> log.critical("the database is away"));
        assertEquals(List.of(Sign.of(Sign.Kind.LEDGER, "the database is away")), signs.now());
    }

    /** The node ends soon, and nothing but a warning says so. */
    @Test
    public void memoryThatIsNearlyFullIsAnAlarm() {
        signs.checks = FoundChecks.of("heap", log -> log.warn("memory was nearly full"));
        assertEquals(List.of(Sign.about(Sign.Kind.CHECK, "heap", "heap", "memory was nearly full")), signs.now());
        signs.checks = FoundChecks.of("descriptors", log -> log.warn("raise the one or lower the other"));
        assertEquals(List.of(), signs.now());
    }

    @Test
    public void receiptsWaitForAMailServerWithoutAnAlarm() {
        signs.checks = FoundChecks.of("receipts", log -> log.warn("12 receipts wait for a mail server"));
        assertEquals(List.of(), signs.now());
        signs.mail = mail(false);
        assertEquals(List.of(), signs.now());
        signs.mail = mail(true);
        assertEquals(List.of(Sign.of(Sign.Kind.RECEIPTS, "12 receipts wait for a mail server")), signs.now());
    }

    private static Mail mail(boolean isReady) {
        return (Mail) Proxy.newProxyInstance(Mail.class.getClassLoader(), new Class<?>[] {Mail.class}, (_, _, _) -> isReady);
    }

    private void lately(Figures... minutes) {
        signs.history = (from, to, points) -> List.of(minutes);
    }

    private static Figures payments(long paid, long refused) {
        return new Figures(NOW, 1, 0, 0, 0, 0, 0, 0, 0, 0, Map.of(), Map.of("stripe", paid), Map.of("stripe", refused));
    }

    private static Figures requests(long all, long errors, long slowMillis) {
        return new Figures(NOW, 1, 0, 0, all, errors, 0, slowMillis * 1000, 0, 0, Map.of(), Map.of(), Map.of());
    }

    private static PaymentChoices choices(Gateway... gateways) {
        return new PaymentChoices() {
            @Override
            public List<Choice> choices(String language, CurrencyUnit currency) {
                return List.of();
            }

            @Override
            public List<Gateway> gateways() {
                return List.of(gateways);
            }
        };
    }
}

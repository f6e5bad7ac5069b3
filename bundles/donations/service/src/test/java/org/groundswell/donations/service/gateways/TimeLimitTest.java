package org.groundswell.donations.service.gateways;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.groundswell.donations.api.challenge.Challenge;
import org.groundswell.donations.service.ModelGateway;
import org.groundswell.donations.service.RankedReference;
import org.groundswell.donations.service.protection.Challenges;
import org.groundswell.payments.api.PaymentMode;
import org.groundswell.shared.loops.Loop;
import org.joda.money.CurrencyUnit;
import org.junit.After;
import org.junit.Test;

/** What other bundles do while a donor waits ends in time. */
public class TimeLimitTest {
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final int SECONDS = 30;

    private final Loop watch = Loop.alone("watch");

    @After
    public void close() {
        watch.close();
    }

    @Test
    public void whoHangsIsInterruptedAndLeftAlone() throws Exception {
        var limit = new TimeLimit("It");
        watch.every(Duration.ofMillis(10), limit::look);
        assertThrows(OverdueException.class, () -> limit.call(SHORT, TimeLimitTest::hang));
        assertFalse("the caller is as before", Thread.currentThread().isInterrupted());
        assertThrows("nobody is let in", OverdueException.class, () -> limit.call(SHORT, () -> "never"));
    }

    @Test
    public void afterAWhileOneTriesAndIfItAnswersAllDo() throws Exception {
        var limit = new TimeLimit("It", Duration.ZERO);
        watch.every(Duration.ofMillis(10), limit::look);
        assertThrows(OverdueException.class, () -> limit.call(SHORT, TimeLimitTest::hang));
        assertEquals("well", limit.call(SHORT, () -> "well"));
        assertThrows("what it throws is an answer", IllegalArgumentException.class, () -> limit.call(SHORT, () -> {
            throw new IllegalArgumentException();
        }));
        assertEquals("well", limit.call(SHORT, () -> "well"));
    }

    @Test
    public void aProviderThatHangsTakesNoOtherAlong() throws Exception {
        var hanging = new ModelGateway() {
            @Override
            public boolean takes(CurrencyUnit currency, boolean monthly) {
                return TimeLimitTest.<Boolean>hang();
            }

            @Override
            public PaymentMode mode() {
                return PaymentMode.TEST;
            }
        };
        var bounded = new BoundedProvider(hanging, "hanging", new KeyRefusals(Clock.systemUTC()), SHORT, SHORT);
        watch.every(Duration.ofMillis(10), bounded::look);
        assertThrows(OverdueException.class, () -> bounded.takes(CurrencyUnit.EUR, false));
        assertThrows(OverdueException.class, bounded::mode);
        assertThrows(OverdueException.class, bounded::name);
    }

    @Test
    public void theNextChallengeTakesThePlaceOfOneThatHangs() throws Exception {
        var challenges = new Challenges(SHORT);
        challenges.bindChallenge(new RankedReference<>(1), challenge(TimeLimitTest::hang));
        challenges.bindChallenge(new RankedReference<>(0), challenge(() -> "ours"));
        watch.every(Duration.ofMillis(10), challenges::look);
        var donor = CompletableFuture.supplyAsync(() -> challenges.html("en", "key", Map.of()));
        assertEquals("ours", donor.get(SECONDS, TimeUnit.SECONDS));
        assertTrue(challenges.isMet("key", Map.of()));
    }

    private static Challenge challenge(java.util.function.Supplier<String> html) {
        return new Challenge() {
            @Override
            public String html(String language, String key, Map<String, String> sent) {
                return html.get();
            }

            @Override
            public boolean isMet(String key, Map<String, String> sent) {
                return !html.get().isEmpty();
            }
        };
    }

    private static <T> T hang() {
        try {
            new CountDownLatch(1).await();
            return null;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

package org.groundswell.console.oidc;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.groundswell.console.oidc.SignInException.Problem;
import org.groundswell.testing.SetClock;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** Anybody may press the button: a provider that hangs must not keep those waiting who have a password here. */
public class ProviderTest {
    private static final long LIMIT_SECONDS = 9;

    private final SetClock clock = new SetClock("2026-11-28T20:00:00Z");
    private TestProvider there;
    private Provider provider;

    @Before
    public void open() throws Exception {
        there = new TestProvider(clock);
        provider = new Provider(there.issuer(), TestProvider.CLIENT, () -> TestProvider.SECRET, clock);
    }

    @After
    public void close() {
        there.pause.countDown();
        provider.close();
        there.close();
    }

    @Test
    public void thoseWhoComeTogetherWaitForOneQuestion() throws Exception {
        there.pause = new CountDownLatch(1);
        CompletableFuture<URI> first = ask();
        untilItIsAsked(1);
        CompletableFuture<URI> second = ask();
        there.pause.countDown();
        assertTrue(first.get(LIMIT_SECONDS, TimeUnit.SECONDS).toString().startsWith(there.issuer() + "/authorize"));
        assertTrue(second.get(LIMIT_SECONDS, TimeUnit.SECONDS).toString().startsWith(there.issuer() + "/authorize"));
        assertEquals(1, there.asked.get());
    }

    @Test
    public void whileOneFindsOutWhetherItIsBackNobodyElseWaits() throws Exception {
        there.isDown = true;
        assertAway(ask());
        clock.pass(Duration.ofSeconds(6));
        there.pause = new CountDownLatch(1);
        CompletableFuture<URI> first = ask();
        untilItIsAsked(2);
        for (int i = 0; i < 20; i++) {
            assertAway(ask());
        }
        there.isDown = false;
        there.pause.countDown();
        first.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        assertEquals(2, there.asked.get());
    }

    @Test
    public void thePauseBeginsWhenAQuestionHasComeToNothing() throws Exception {
        there.isDown = true;
        there.pause = new CountDownLatch(1);
        CompletableFuture<URI> first = ask();
        untilItIsAsked(1);
        clock.pass(Duration.ofSeconds(10));
        there.pause.countDown();
        assertAway(first);
        clock.pass(Duration.ofSeconds(4));
        assertAway(ask());
        assertEquals(1, there.asked.get());
    }

    /** It has said where to go, and that hardly ever changes. */
    @Test
    public void whatIsKnownOfItCountsWhileItIsAskedAnew() throws Exception {
        ask().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        clock.pass(Duration.ofHours(2));
        there.pause = new CountDownLatch(1);
        ask();
        untilItIsAsked(2);
        ask().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        assertEquals(2, there.asked.get());
    }

    private CompletableFuture<URI> ask() {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return provider.authorization(Pending.begun(clock.instant(), ""), "openid", URI.create("https://a.example/"));
            } catch (SignInException e) {
                throw new CompletionException(e);
            }
        }, Executors.newVirtualThreadPerTaskExecutor());
    }

    private void untilItIsAsked(int times) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (there.asked.get() < times && System.nanoTime() < end) {
            Thread.yield();
        }
        assertEquals(times, there.asked.get());
    }

    private static void assertAway(CompletableFuture<URI> asked) {
        var failed = assertThrows(CompletionException.class, () -> asked.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join());
        assertTrue("" + failed.getCause(), failed.getCause() instanceof SignInException e && e.problem() == Problem.AWAY);
    }
}

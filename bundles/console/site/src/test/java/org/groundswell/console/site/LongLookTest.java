package org.groundswell.console.site;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.groundswell.pages.api.check.Finding;
import org.groundswell.pages.api.editing.TextChange;
import org.groundswell.testing.SetClock;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A look that takes a quarter of an hour, as one with other sites may, while somebody has something to publish. */
public class LongLookTest {
    private static final String HOME = "content/en/home.md";
    private static final int LIMIT = 60;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final FakeSite site = new FakeSite();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private final List<TextChange> changes = List.of(new TextChange(HOME, TextChange.digest(null),
            "new".getBytes(StandardCharsets.UTF_8)));
    private Path program;

    @Before
    public void open() throws IOException {
        program = ContentProgram.in(folder.getRoot().toPath());
        site.write(HOME, "old");
        site.onCopy = () -> {
            site.onCopy = () -> { };
            begun.countDown();
            try {
                over.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    @After
    public void close() {
        over.countDown();
    }

    @Test
    public void nobodyWaitsForItToPublish() throws Exception {
        var checks = new SiteChecks(site, program, folder.getRoot().toPath().resolve("data"), Clock.systemUTC());
        CompletableFuture<SiteChecks.Report> look = inBackground(() -> checks.look(true));
        assertTrue(begun.await(LIMIT, TimeUnit.SECONDS));
        assertEquals(Optional.empty(), inBackground(() -> checks.review(changes, "", "noor")).get(LIMIT, TimeUnit.SECONDS));
        over.countDown();
        assertEquals("its own copy was left to it", List.of(), look.get(LIMIT, TimeUnit.SECONDS).findings());
    }

    @Test
    public void whoWaitsForAnotherLookWaitsNoLongerThanForItsOwn() throws Exception {
        var process = new CheckProcess(program, folder.getRoot().toPath(), folder.getRoot().toPath().resolve("look"));
        CompletableFuture<List<Finding>> look = inBackground(() -> process.look(site, List.of(), Duration.ofSeconds(LIMIT)));
        assertTrue(begun.await(LIMIT, TimeUnit.SECONDS));
        CompletableFuture<List<Finding>> late = inBackground(() -> process.look(site, changes, Duration.ofMillis(1)));
        Throwable why = assertThrows(ExecutionException.class, () -> late.get(LIMIT, TimeUnit.SECONDS));
        assertTrue(why.toString(), why.toString().contains("Another look"));
        over.countDown();
        assertEquals(List.of(), look.get(LIMIT, TimeUnit.SECONDS));
        assertEquals("and the next has its turn", List.of(), process.look(site, changes, Duration.ofSeconds(LIMIT)));
    }

    /** Under load: nobody is asked to publish unseen because a look takes longer than somebody waits. */
    @Test
    public void aReviewThatTakesLongGoesOnAndSaysSo() throws Exception {
        var checks = new SiteChecks(site, program, folder.getRoot().toPath().resolve("data"), Clock.systemUTC(),
                Duration.ofMillis(50));
        Optional<Outcome> outcome = checks.review(changes, "", "noor");
        assertTrue(outcome.toString(), outcome.orElseThrow() instanceof Outcome.Looking);
        assertTrue(checks.review(changes, "", "noor").orElseThrow() instanceof Outcome.Looking);
        String mark = ((Outcome.Looking) outcome.get()).mark();
        assertEquals("it cannot wait", Optional.empty(), checks.review(changes, mark, "noor"));
        assertTrue("that is said by whoever was asked", checks.review(changes, mark, "omar").isPresent());
        site.onCopy = () -> {
            throw new IllegalStateException("the look that is under way was begun anew");
        };
        over.countDown();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT);
        while (outcome.isPresent() && outcome.get() instanceof Outcome.Looking) {
            assertTrue("within a minute", System.nanoTime() < end);
            outcome = checks.review(changes, "", "noor");
        }
        assertEquals(Optional.empty(), outcome);
        checks.close();
    }

    /** In two tabs: the first is told, and whoever publishes in the second goes on. */
    @Test
    public void whoPublishesAnotherTextMeanwhileIsToldOfTheFirst() throws Exception {
        var checks = new SiteChecks(site, program, folder.getRoot().toPath().resolve("data"), Clock.systemUTC(),
                Duration.ofSeconds(LIMIT));
        CompletableFuture<Optional<Outcome>> first = inBackground(() -> checks.review(changes, "", "noor"));
        assertTrue(begun.await(LIMIT, TimeUnit.SECONDS));
        var other = List.of(new TextChange(HOME, TextChange.digest(null), "newer".getBytes(StandardCharsets.UTF_8)));
        assertEquals(Optional.empty(), checks.review(other, "", "noor"));
        Outcome told = first.get(LIMIT, TimeUnit.SECONDS).orElseThrow();
        assertTrue(told.toString(), told instanceof Outcome.Warned warned
                && warned.warnings().getFirst().contains("another text of yours"));
        checks.close();
    }

    /** The rest of the site has changed since. */
    @Test
    public void whatNobodyHasAskedForInTenMinutesIsLookedAtAnew() throws Exception {
        var clock = new SetClock("2026-11-28T20:00:00Z");
        var checks = new SiteChecks(site, program, folder.getRoot().toPath().resolve("data"), clock, Duration.ofMillis(50));
        assertTrue(checks.review(changes, "", "noor").orElseThrow() instanceof Outcome.Looking);
        assertTrue(begun.await(LIMIT, TimeUnit.SECONDS));
        var looks = new AtomicInteger();
        site.onCopy = looks::incrementAndGet;
        over.countDown();
        clock.pass(Duration.ofMinutes(11));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT);
        while (checks.review(changes, "", "noor").isPresent()) {
            assertTrue("within a minute", System.nanoTime() < end);
        }
        assertEquals(1, looks.get());
        checks.close();
    }

    @FunctionalInterface
    private interface Look<T> {
        T look() throws IOException;
    }

    private static <T> CompletableFuture<T> inBackground(Look<T> look) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return look.look();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }, Thread::startVirtualThread);
    }
}

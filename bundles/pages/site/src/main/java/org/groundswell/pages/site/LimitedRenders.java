package org.groundswell.pages.site;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.groundswell.pages.api.PageException;

/**
 * Renders on threads that have limits. What does not end in spite of them (a pattern that is tried for ever) is left
 * behind: whoever waits for it goes on, and its place is taken until it ends. Thread-safe.
 */
final class LimitedRenders implements AutoCloseable {
    private static final int PLACES = 16;
    /** Each trial that does not end goes on using a core. */
    private static final int TRIALS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration IDLE = Duration.ofSeconds(10);

    private final Semaphore places;
    private final AtomicInteger number = new AtomicInteger();
    private final ExecutorService threads;
    private final Duration patience;

    LimitedRenders() {
        this(PATIENCE);
    }

    LimitedRenders(Duration patience) {
        this(PLACES, patience);
    }

    LimitedRenders(int places, Duration patience) {
        this(places, patience, UnaryOperator.identity());
    }

    /** @param maker of threads that render, made of one of ours */
    LimitedRenders(int places, Duration patience, UnaryOperator<Thread> maker) {
        this.places = new Semaphore(places);
        this.patience = patience;
        threads = new ThreadPoolExecutor(0, Integer.MAX_VALUE, IDLE.toSeconds(), TimeUnit.SECONDS,
                new SynchronousQueue<>(), task -> maker.apply(new RenderThread(task, number.incrementAndGet())));
    }

    /** For what is only tried, so that visitors' pages keep their places whatever it does. */
    static LimitedRenders ofTrials() {
        return new LimitedRenders(TRIALS, PATIENCE);
    }

    /** Whether not all places are taken by renders, such as do not end. */
    boolean hasPlace() {
        return places.availablePermits() > 0;
    }

    /**
     * What the render returns or throws.
     *
     * @param cpu how much of a processor's time it may take
     * @throws RenderLimitException if it does not end within its limits
     * @throws PageException        if others that do not end take all places
     */
    <T> T run(Duration cpu, Supplier<T> render) {
        var done = new CompletableFuture<T>();
        try {
            if (!places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new PageException("site: the page waits for other pages that do not end");
            }
            begin(() -> complete(done, cpu, render));
            return done.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new RenderLimitException("takes longer than " + patience.toSeconds() + " seconds", done);
        } catch (RejectedExecutionException e) {
            throw new CancellationException("the site is being stopped");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the render was no longer wanted");
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case StackOverflowError _ ->
                        throw new RenderLimitException("is nested too deep: a template that includes itself?", "", 0);
                default -> throw new IllegalStateException(e.getCause());
            }
        }
    }

    /** A render that does not begin, for there is no thread to be had perhaps, gives its place back. */
    private void begin(Runnable render) {
        boolean begun = false;
        try {
            threads.execute(render);
            begun = true;
        } finally {
            if (!begun) {
                places.release();
            }
        }
    }

    /** What is being rendered is finished; nothing else is. */
    @Override
    public void close() {
        threads.shutdown();
    }

    private <T> void complete(CompletableFuture<T> done, Duration cpu, Supplier<T> render) {
        var thread = (RenderThread) Thread.currentThread();
        thread.begin(cpu);
        try {
            done.complete(render.get());
        } catch (Throwable failure) {
            done.completeExceptionally(failure);
        } finally {
            thread.end();
            places.release();
        }
    }
}

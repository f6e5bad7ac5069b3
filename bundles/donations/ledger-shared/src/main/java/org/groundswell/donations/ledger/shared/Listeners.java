package org.groundswell.donations.ledger.shared;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.api.LedgerListener;
import org.groundswell.shared.loops.Loop;

/**
 * Tells listeners of commits, one after the other on one thread: a thread for each would have to be woken with each
 * commit. Donors wait for that, because what a donor was told has to be on the pages, but never longer than the limit:
 * the listener that is at it then keeps the thread for itself, and the others go on with another one.
 */
public final class Listeners implements AutoCloseable {
    /** Longer than a collection of the heap or a busy machine stops a thread that has little to do. */
    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final int SHARE = 10;

    private final List<ToldListener> listeners = new CopyOnWriteArrayList<>();
    private final Queue<Step> steps = new ConcurrentLinkedQueue<>();
    private final Duration limit;
    private Loop thread = thread();
    /** Counts the threads: one that was given away does no more steps. */
    private int number;
    /** Who is being told. */
    private ToldListener current;

    public Listeners() {
        this(LIMIT);
    }

    public Listeners(Duration limit) {
        this.limit = limit;
    }

    /** To tell one listener of one commit, or the end of what one commit brought. */
    private record Step(ToldListener listener, List<Entry> entries, CountDownLatch end) {
    }

    /** @param bundle whose listener it is, for the log and the admin */
    public void add(LedgerListener listener, String bundle) {
        listeners.add(new ToldListener(listener, bundle, limit));
    }

    public void remove(LedgerListener listener) {
        for (ToldListener each : listeners) {
            if (each.is(listener)) {
                listeners.remove(each);
                each.remove();
            }
        }
    }

    /** Returns when everybody who is quick was told, or at the limit. To be called by one thread at a time. */
    public void tell(List<Entry> entries) {
        if (listeners.isEmpty()) {
            return;
        }
        var end = new CountDownLatch(1);
        listeners.forEach(each -> steps.add(new Step(each, entries, null)));
        steps.add(new Step(null, null, end));
        begin();
        try {
            long patience = limit.toNanos();
            // Where more than one is slow, they share one donor's patience.
            while (!end.await(patience, TimeUnit.NANOSECONDS) && isolate()) {
                patience = limit.toNanos() / SHARE;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Who is slow; empty where nobody is. */
    public Optional<String> warning() {
        String slow = listeners.stream().map(ToldListener::warning).flatMap(Optional::stream)
                .collect(Collectors.joining("; "));
        return slow.isEmpty() ? Optional.empty() : Optional.of(slow);
    }

    @Override
    public void close() {
        synchronized (this) {
            number++;
            thread.close();
        }
        listeners.forEach(ToldListener::remove);
    }

    private synchronized void begin() {
        int mine = number;
        thread.execute(() -> work(mine));
    }

    private void work(int mine) {
        for (Step step = next(mine); step != null; step = next(mine)) {
            if (step.listener() == null) {
                step.end().countDown();
            } else {
                step.listener().tell(step.entries());
            }
        }
    }

    private synchronized Step next(int mine) {
        if (mine != number) {
            return null;
        }
        Step step = steps.poll();
        current = step == null ? null : step.listener();
        return step;
    }

    private synchronized boolean isolate() {
        if (current == null) {
            return false;
        }
        current.isolate(thread);
        thread = thread();
        number++;
        begin();
        return true;
    }

    private static Loop thread() {
        return Loop.of("ledger-listeners");
    }
}

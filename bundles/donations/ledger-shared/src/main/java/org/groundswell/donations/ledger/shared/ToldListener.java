package org.groundswell.donations.ledger.shared;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.api.LedgerListener;
import org.groundswell.shared.loops.Loop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A listener and how it is told: at once while it is quick, on a thread of its own after it was slow. When it has been
 * quick there for a while it is told at once again; the while is longer each time. Thread-safe.
 */
final class ToldListener {
    private static final Logger LOG = LoggerFactory.getLogger(ToldListener.class);
    private static final Duration SHORTEST_TRIAL = Duration.ofMinutes(1);
    private static final Duration LONGEST_TRIAL = Duration.ofHours(1);
    /** Commits that may wait for one that is slow. */
    private static final int LONGEST_QUEUE = 1_000;

    private final LedgerListener listener;
    private final String bundle;
    private final Duration limit;
    private final Queue<List<Entry>> waiting = new ArrayDeque<>();
    /** Null while it is told at once. */
    private Loop own;
    private Duration trial = SHORTEST_TRIAL;
    /** When it was slow last (nanoTime). */
    private long slow;
    private boolean busy;
    private boolean overrun;
    private boolean gone;

    ToldListener(LedgerListener listener, String bundle, Duration limit) {
        this.listener = listener;
        this.bundle = bundle;
        this.limit = limit;
    }

    boolean is(LedgerListener other) {
        return listener == other;
    }

    /** Tells it now, or later where it has a thread of its own. Whatever it throws stays here. */
    void tell(List<Entry> entries) {
        if (!isForLater(entries)) {
            call(entries);
        }
    }

    /** It is too slow for the others: the thread that it keeps busy is its own from now on. */
    synchronized void isolate(Loop thread) {
        LOG.warn("A LedgerListener of {} has not returned within {} ms: it is told on a thread of its own from now on",
                bundle, limit.toMillis());
        slow = System.nanoTime();
        own = thread;
        if (gone) {
            own.close();
        }
    }

    /** It is told nothing more, and what it is told now is interrupted if it is slow. */
    synchronized void remove() {
        gone = true;
        waiting.clear();
        if (own != null) {
            own.close();
        }
    }

    /** What the admin has to know of it. */
    synchronized Optional<String> warning() {
        return own == null ? Optional.empty() : Optional.of("A LedgerListener of " + bundle + " is slow and hears late ("
                + waiting.size() + " commits wait for it): it must return at once, see DonationEventListener");
    }

    private synchronized boolean isForLater(List<Entry> entries) {
        if (gone) {
            return true;
        }
        if (own == null || comesBack()) {
            return false;
        }
        if (waiting.size() == LONGEST_QUEUE) {
            // Like after trouble with the disk: it has to read the totals again.
            waiting.clear();
            overrun = true;
            LOG.warn("A LedgerListener of {} was not told of {} commits, it is too slow", bundle, LONGEST_QUEUE);
        }
        waiting.add(entries);
        own.execute(this::callNext);
        return true;
    }

    /** Only where nothing is left to tell it, so that the order stays. */
    private boolean comesBack() {
        if (busy || overrun || !waiting.isEmpty() || System.nanoTime() - slow < trial.toNanos()) {
            return false;
        }
        own.close();
        own = null;
        trial = trial.compareTo(LONGEST_TRIAL) < 0 ? trial.multipliedBy(2) : LONGEST_TRIAL;
        LOG.info("The LedgerListener of {} is quick again", bundle);
        return true;
    }

    private void callNext() {
        List<Entry> next;
        synchronized (this) {
            next = overrun ? List.of() : waiting.poll();
            overrun = false;
        }
        if (next == null) {
            return;
        }
        long begun = System.nanoTime();
        call(next);
        synchronized (this) {
            slow = System.nanoTime() - begun > limit.toNanos() ? System.nanoTime() : slow;
        }
    }

    private void call(List<Entry> entries) {
        synchronized (this) {
            busy = true;
        }
        try {
            listener.committed(entries);
        } catch (RuntimeException | Error e) {
            LOG.warn("A ledger listener of {} failed", bundle, e);
        } finally {
            synchronized (this) {
                busy = false;
            }
        }
    }
}

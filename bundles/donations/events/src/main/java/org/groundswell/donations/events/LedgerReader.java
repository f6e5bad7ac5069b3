package org.groundswell.donations.events;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.groundswell.donations.api.EntryPage;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.api.events.DonationEventListener;
import org.groundswell.kernel.api.ports.PortUnavailableException;
import org.groundswell.shared.loops.Loop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the ledger for one listener and remembers nothing: where it goes on is what the listener says. What the listener
 * throws is a failed round of its loop, which the node's health tells of; the next round tries the same again.
 */
final class LedgerReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerReader.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final int PAGE = 100;

    private final Ledger ledger;
    private final DonationEventListener listener;
    private final Loop loop;
    /** Whether a round is to come that begins after this was set. */
    private final AtomicBoolean awake = new AtomicBoolean();

    LedgerReader(Ledger ledger, DonationEventListener listener, String bundle) {
        this.ledger = ledger;
        this.listener = listener;
        this.loop = Loop.of("donation-events " + bundle);
        loop.every(PERIOD, Duration.ZERO, this::round);
    }

    boolean isFor(DonationEventListener other) {
        return listener == other;
    }

    /** Something is new. Costs next to nothing, however often it is said. */
    void wake() {
        // One that fails is left alone until its next turn.
        if (loop.status().failuresInARow() == 0) {
            goOn(Duration.ZERO);
        }
    }

    @Override
    public void close() {
        loop.close();
    }

    /** One page at a time: a loop whose round takes long is taken for one that hangs. */
    private void round() throws Exception {
        awake.set(false);
        long begun = System.nanoTime();
        if (loop.isClosed()) {
            return;
        }
        String before = listener.position();
        if (before == null) {
            // Not to be asked of the ledger: it would look as if that were broken.
            throw new IllegalStateException("it has no position; expected one, or \"\" for the beginning");
        }
        EntryPage page;
        try {
            page = ledger.entriesAfter(before, PAGE);
        } catch (LedgerUnavailableException | PortUnavailableException e) {
            LOG.debug("Events wait for the ledger", e);
            return;
        }
        if (page.entries().isEmpty()) {
            return;
        }
        listener.received(page);
        if (page.entries().size() == PAGE && !listener.position().equals(before)) {
            // Whoever reads millions of entries leaves half of the time to others.
            goOn(Duration.ofNanos(System.nanoTime() - begun));
        }
    }

    private void goOn(Duration pause) {
        if (awake.compareAndSet(false, true)) {
            loop.after(pause, this::round);
        }
    }
}

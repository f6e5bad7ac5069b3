package org.groundswell.donations.ledger.postgres;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.shared.loops.Loop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks again and again for what other nodes have written, from the position on up to which all is known: nothing is
 * skipped, whenever it was committed. What it finds is handed over to the thread that tells of this node's own commits.
 */
final class Follower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);
    private static final int AT_ONCE = 1_000;
    private static final Duration FIRST = Duration.ofSeconds(5);

    private final Readers readers;
    private final Announcements announcements;
    private final Consumer<Runnable> teller;
    private final Loop loop = Loop.of("ledger-follower");
    private final AtomicBoolean soon = new AtomicBoolean();
    private final CountDownLatch first = new CountDownLatch(1);

    /** @param teller does what it is given on the one thread that tells */
    Follower(Readers readers, Announcements announcements, Consumer<Runnable> teller) {
        this.readers = readers;
        this.announcements = announcements;
        this.teller = teller;
    }

    private record News(int rehearsal, List<Placed> entries) {
    }

    void start(Duration pause) {
        loop.every(pause, Duration.ZERO, this::look);
    }

    /** Besides the looks that come anyway; several of these at once are one. */
    void lookSoon() {
        if (soon.compareAndSet(false, true)) {
            loop.execute(() -> {
                soon.set(false);
                look();
            });
        }
    }

    /** Returns when the database was asked once, whether or not it has answered, or at a limit. */
    void awaitFirstLook() {
        try {
            if (!first.await(FIRST.toSeconds(), TimeUnit.SECONDS)) {
                LOG.debug("The first look at the database takes longer");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One look; where it found a lot, more may be there. */
    void look() {
        try {
            Position position = announcements.isKnown() ? announcements.position() : null;
            News news = readers.ask(queries -> new News(queries.rehearsal(),
                    position == null ? List.of() : queries.entriesAfter(position, AT_ONCE)));
            teller.accept(() -> tell(news));
        } catch (LedgerUnavailableException e) {
            // The health check says so; gifts and pages know by themselves.
            LOG.debug("The database cannot be asked for news", e);
            first.countDown();
        }
    }

    private void tell(News news) {
        try {
            announcements.told(news.entries());
            announcements.require(news.rehearsal());
        } catch (LedgerUnavailableException e) {
            LOG.debug("The database cannot be asked for the totals", e);
        } finally {
            first.countDown();
        }
    }

    @Override
    public void close() {
        loop.close();
    }
}

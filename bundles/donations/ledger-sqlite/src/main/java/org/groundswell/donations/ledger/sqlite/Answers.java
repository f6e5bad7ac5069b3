package org.groundswell.donations.ledger.sqlite;

import java.time.Duration;
import java.util.List;
import org.groundswell.donations.ledger.shared.Health;
import org.groundswell.donations.ledger.sqlite.Writer.Told;
import org.groundswell.kernel.api.loops.LoopStatus.Need;
import org.groundswell.shared.loops.Loop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of what is durable, and then answers those who wait for it, in the order of the commits. On a thread of its own:
 * waking them takes as long as a small commit, and the next one does not wait for it.
 */
final class Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    private final Told told;
    private final Health health;
    private final Loop loop;

    Answers(Told told, Duration patience, Health health) {
        this.told = told;
        this.health = health;
        this.loop = Loop.of("ledger-answers", Need.GIFTS, patience);
    }

    /** What visitors see after the ledger was opened anew. */
    void restated(Shown shown) {
        loop.execute(() -> tell(() -> told.restated().accept(shown)));
    }

    /** Whatever breaks down, whoever waits is answered. */
    void committed(List<Task<?>> commands) {
        try {
            loop.execute(() -> complete(commands));
        } catch (RuntimeException | Error e) {
            health.brokeDown(e);
            complete(commands);
        }
    }

    void finish(Duration longest) {
        loop.finish(longest);
    }

    private void complete(List<Task<?>> committed) {
        try {
            tell(() -> told.committed().accept(committed.stream().<Object>map(Task::value).toList()));
        } finally {
            committed.forEach(Task::complete);
        }
    }

    private static void tell(Runnable telling) {
        try {
            telling.run();
        } catch (RuntimeException | Error e) {
            LOG.error("Telling of a commit failed; the commit itself is durable", e);
        }
    }
}

package org.groundswell.console.site;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.groundswell.pages.api.check.Finding;
import org.groundswell.pages.api.editing.SiteEditing;
import org.groundswell.pages.api.editing.TextChange;

/**
 * Looks through what editors are about to publish. One that takes longer than an editor waits goes on, and whoever asks again
 * has what it found. An editor has one at a time: another text ends the look at the one before, and what nobody
 * asked for in time is looked at anew. Thread-safe.
 */
final class Reviews implements AutoCloseable {
    /** With the wait for those of others, while many give. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** Longer ago the rest of the site was another one. */
    private static final Duration OLDEST = Duration.ofMinutes(10);

    private final SiteEditing editing;
    private final CheckProcess process;
    private final Duration patience;
    private final Clock clock;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Review> byEditor = new HashMap<>();

    /** @param patience how long an editor waits */
    Reviews(SiteEditing editing, CheckProcess process, Duration patience, Clock clock) {
        this.editing = editing;
        this.process = process;
        this.patience = patience;
        this.clock = clock;
    }

    private record Review(String changes, Instant begun, Future<List<Finding>> found) {
    }

    /** What came of a look. */
    sealed interface Answer {

        /** It has ended. */
        record Found(List<Finding> findings) implements Answer {
        }

        /** It goes on. */
        record Looking(Duration since) implements Answer {
        }
    }

    /**
     * What a look finds.
     *
     * @param known by what the changes are known
     * @throws IOException if no look can be had
     */
    Answer ask(String editor, String known, List<TextChange> changes) throws IOException {
        Review review = review(editor, known, changes);
        try {
            List<Finding> found = review.found().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            end(editor, review);
            return new Answer.Found(found);
        } catch (TimeoutException e) {
            return new Answer.Looking(since(review));
        } catch (CancellationException e) {
            throw new IOException("the look was ended by that at another text of yours", e);
        } catch (ExecutionException e) {
            end(editor, review);
            throw new IOException(e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Broken off", e);
        }
    }

    private synchronized Review review(String editor, String known, List<TextChange> changes) {
        Review present = byEditor.get(editor);
        if (present != null && present.changes().equals(known) && !present.found().isCancelled()
                && since(present).compareTo(OLDEST) < 0) {
            return present;
        }
        if (present != null) {
            present.found().cancel(true);
        }
        var review = new Review(known, clock.instant(), threads.submit(() -> process.look(editing, changes, LONGEST)));
        byEditor.put(editor, review);
        return review;
    }

    private Duration since(Review review) {
        return Duration.between(review.begun(), clock.instant());
    }

    private synchronized void end(String editor, Review review) {
        byEditor.remove(editor, review);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}

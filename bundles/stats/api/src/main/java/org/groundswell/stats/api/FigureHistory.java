package org.groundswell.stats.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The node's figures of each minute, kept for {@link #KEPT}, over restarts too: of a process that is killed only the
 * minute that was running is lost. Only what came to this node is in it; what a network of caches in front of it answered
 * is not. Thread-safe.
 */
@ProviderType
public interface FigureHistory {
    /** For how long minutes are kept. */
    Duration KEPT = Duration.ofDays(400);

    /**
     * Figures of a time, oldest first, minute by minute or in longer steps of equal length, so that there are at most
     * {@code points}. A step in which the node did not run is missing. The minute that is running is not among them.
     *
     * @param from   the beginning; what is older than what is kept is missing
     * @param to     the end, exclusive
     * @param points 1 to 2000
     * @throws IllegalArgumentException where the end is before the beginning, or points is out of range
     */
    List<Figures> series(Instant from, Instant to, int points);
}

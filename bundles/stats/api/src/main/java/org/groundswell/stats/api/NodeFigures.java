package org.groundswell.stats.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The figures of all nodes over one database. Thread-safe, answers from memory. */
@ProviderType
public interface NodeFigures {
    /** A node that says nothing for longer is silent: it, or its way to the database, is gone. */
    Duration PATIENCE = Duration.ofMinutes(1);

    /** How all nodes are doing now; empty at a node that stands alone. */
    Optional<AllNodes> now();

    /**
     * All nodes. Immutable.
     *
     * @param visitors  of the last five minutes, the sum of those that are heard: who was led to two nodes counts twice
     * @param requests  of the last five minutes, of visitors
     * @param errors    those of them that a node failed to answer
     * @param p50Micros the response time that half of the last minute's requests kept, at whichever node
     * @param p99Micros the one that 99 of 100 kept
     * @param nodes     by name
     */
    record AllNodes(long visitors, long requests, long errors, long p50Micros, long p99Micros, List<Node> nodes) {
        public AllNodes {
            nodes = List.copyOf(nodes);
        }
    }

    /**
     * One of them. Immutable.
     *
     * @param isHere   whether it is the one that is asked
     * @param release  of which it is
     * @param heard    when it said something last, by the clock of the node that is asked
     * @param isSilent whether that is longer ago than {@link #PATIENCE}; its figures are then in no sum
     * @param isFit    whether it said that it can serve pages and take gifts
     */
    record Node(String name, boolean isHere, String release, Instant heard, boolean isSilent, boolean isFit, long visitors,
            long requests, long errors) {
    }
}

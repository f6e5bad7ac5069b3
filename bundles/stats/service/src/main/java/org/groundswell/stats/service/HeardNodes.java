package org.groundswell.stats.service;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.groundswell.kernel.api.records.SharedRecord;
import org.groundswell.stats.api.NodeFigures.AllNodes;
import org.groundswell.stats.api.NodeFigures.Node;
import org.groundswell.stats.api.NodeFigures;

/**
 * Which nodes were heard and when, by this node's clock: that another one's is wrong makes it neither silent nor alive.
 * Thread-safe.
 */
final class HeardNodes {
    /** A node that is silent for so long is not waited for any more. */
    static final Duration FORGOTTEN = Duration.ofHours(12);

    private final Clock clock;
    private final Map<String, Heard> byName = new HashMap<>();

    private record Heard(long version, Instant at, NodeReport report) {
    }

    HeardNodes(Clock clock) {
        this.clock = clock;
    }

    /** What the records say now. */
    synchronized void hear(List<SharedRecord> records) {
        for (SharedRecord each : records) {
            Heard known = byName.get(each.key());
            if (known == null || known.version() != each.version()) {
                NodeReport.read(each.value()).ifPresent(report -> byName.put(each.key(),
                        new Heard(each.version(), at(report, known == null), report)));
            }
        }
    }

    /** What is found at the start may have been said long ago. */
    private Instant at(NodeReport report, boolean first) {
        Instant now = clock.instant();
        return first && report.when().isBefore(now) ? report.when() : now;
    }

    /** @param own the report of this node, which is heard whatever becomes of the database */
    synchronized AllNodes all(String here, NodeReport own) {
        Instant now = clock.instant();
        byName.put(here, new Heard(byName.containsKey(here) ? byName.get(here).version() : 0, now, own));
        var nodes = new ArrayList<Node>();
        var times = new Histogram(RequestCounter.LONGEST_NANOS, 2);
        byName.forEach((name, heard) -> {
            NodeReport report = heard.report();
            Duration silence = Duration.between(heard.at(), now);
            if (report.isGone() || silence.compareTo(FORGOTTEN) > 0) {
                return;
            }
            boolean silent = silence.compareTo(NodeFigures.PATIENCE) > 0;
            nodes.add(new Node(name, name.equals(here), report.release(), heard.at(), silent, report.isFit(),
                    report.visitors(), report.requests(), report.errors()));
            if (!silent) {
                report.addTo(times);
            }
        });
        nodes.sort(Comparator.comparing(Node::name));
        List<Node> heard = nodes.stream().filter(each -> !each.isSilent()).toList();
        return new AllNodes(heard.stream().mapToLong(Node::visitors).sum(), heard.stream().mapToLong(Node::requests).sum(),
                heard.stream().mapToLong(Node::errors).sum(), times.getValueAtPercentile(50) / 1000,
                times.getValueAtPercentile(99) / 1000, nodes);
    }
}

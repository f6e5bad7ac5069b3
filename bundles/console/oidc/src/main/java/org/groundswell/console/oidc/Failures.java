package org.groundswell.console.oidc;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.groundswell.shared.visitors.VisitorNetwork;

/** Sign-ins that came to nothing in this minute, by network: each of them asks the provider something. Thread-safe. */
final class Failures {
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int ALLOWED = 10;
    private static final int MOST_NETWORKS = 10_000;

    private final Clock clock;
    private final Map<InetAddress, Integer> counts = new LinkedHashMap<>();
    private Instant begun = Instant.EPOCH;

    Failures(Clock clock) {
        this.clock = clock;
    }

    /** Whether there were too many from there; others, however many, are not this one's fault. */
    synchronized boolean isOver(String address) {
        renew();
        return counts.getOrDefault(network(address), 0) >= ALLOWED;
    }

    synchronized void note(String address) {
        renew();
        InetAddress network = network(address);
        if (counts.size() >= MOST_NETWORKS && !counts.containsKey(network)) {
            counts.remove(counts.keySet().iterator().next());
        }
        counts.merge(network, 1, Integer::sum);
    }

    private void renew() {
        if (begun.plus(WINDOW).isBefore(clock.instant())) {
            begun = clock.instant();
            counts.clear();
        }
    }

    private static InetAddress network(String address) {
        return VisitorNetwork.of(new InetSocketAddress(InetAddress.ofLiteral(address), 0));
    }
}

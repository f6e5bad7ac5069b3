package org.groundswell.kernel.keeper.care;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.groundswell.kernel.api.ports.OperationStatus;
import org.groundswell.kernel.api.ports.PortStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has broken in bundles that stay in, because donors need them; said for as long as it goes on. Thread-safe. */
final class Spared {
    private static final Logger LOG = LoggerFactory.getLogger(Spared.class);

    private final LongFunction<String> name;
    private final InstantSource clock;
    private final Map<Long, Said> said = new ConcurrentHashMap<>();

    /** What is said of a bundle, and since when nothing was added to it. */
    private record Said(String words, Instant at) {
    }

    /** @param name a bundle's, by its id */
    Spared(LongFunction<String> name, InstantSource clock) {
        this.name = name;
        this.clock = clock;
    }

    /** @param problems by the bundle's id, what broke that donors do not need */
    void note(Map<Long, String> problems, List<PortStatus> ports) {
        problems.forEach((bundle, problem) -> say(bundle, problem + ", for " + callers(bundle, ports)
                + ". Donors do not need that, so it was not restarted: mend it, or who asks for it"));
    }

    /** A bundle that breaks what donors need and has no jar to go back to. */
    void noteStays(long bundle, String problem) {
        say(bundle, problem + ". There is no jar to go back to, and without it nobody could give: it stays in and is restarted,"
                + " each time later. Put in a version that works");
    }

    /** @param forget after so long nothing is said any more */
    List<String> all(Duration forget) {
        said.values().removeIf(each -> each.at().plus(forget).isBefore(clock.instant()));
        return said.entrySet().stream().map(each -> name.apply(each.getKey()) + ": " + each.getValue().words()).sorted().toList();
    }

    private void say(long bundle, String words) {
        if (said.put(bundle, new Said(words, clock.instant())) == null) {
            LOG.warn("{}: {}", name.apply(bundle), words);
        }
    }

    private String callers(long bundle, List<PortStatus> ports) {
        return ports.stream().filter(port -> port.provider() == bundle).flatMap(port -> port.operations().stream())
                .filter(each -> each.failures() > 0).map(OperationStatus::consumer).distinct().map(name::apply).sorted()
                .collect(Collectors.joining(", "));
    }
}

package org.groundswell.donations.service.gateways;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.groundswell.kernel.api.ports.PortUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which payment providers cannot be used now, and why. Said in the log when it changes, and for each provider once a
 * minute at most: visitors ask for the ways to pay all the time. Thread-safe.
 */
public final class ProviderProblems {
    private static final Logger LOG = LoggerFactory.getLogger(ProviderProblems.class);
    private static final Duration BETWEEN = Duration.ofMinutes(1);
    /** Longer than a busy machine takes to start a bundle. */
    private static final Duration AWAY = Duration.ofMinutes(1);

    private final Clock clock;
    private final Map<String, Problem> problems = new TreeMap<>();
    private final Map<String, Instant> awaySince = new HashMap<>();
    private int said;

    public ProviderProblems(Clock clock) {
        this.clock = clock;
    }

    /** @param now whether it is so now; else it was, and is remembered for the sake of the log */
    private record Problem(String text, boolean now, String said, Instant saidAt) {
    }

    public synchronized void found(String provider, String text) {
        Problem before = problems.get(provider);
        Instant now = clock.instant();
        boolean news = before == null || !before.said().equals(text)
                && !now.isBefore(before.saidAt().plus(BETWEEN));
        if (news) {
            said++;
            LOG.error("{}", text);
        }
        problems.put(provider, new Problem(text, true, news ? text : before.said(), news ? now : before.saidAt()));
    }

    /**
     * One could not say what it was asked. Where the bundle is away it mostly is on its way (a start of a busy machine, an
     * exchange): health says so while it lasts, the log only what lasts for longer. And who asked and was told to end has
     * found nothing.
     */
    public synchronized void failed(String provider, String text, RuntimeException why) {
        if (Thread.currentThread().isInterrupted()) {
            return;
        }
        Instant now = clock.instant();
        if (why instanceof PortUnavailableException
                && now.isBefore(awaySince.computeIfAbsent(provider, _ -> now).plus(AWAY))) {
            Problem before = problems.get(provider);
            problems.put(provider, before == null ? new Problem(text, true, "", Instant.EPOCH)
                    : new Problem(text, true, before.said(), before.saidAt()));
        } else {
            found(provider, text);
        }
    }

    public synchronized void gone(String provider) {
        awaySince.remove(provider);
        Problem before = problems.get(provider);
        if (before == null) {
            return;
        }
        boolean recent = clock.instant().isBefore(before.saidAt().plus(BETWEEN));
        if (recent) {
            // Remembered for the minute: one that comes and goes must not fill the log.
            problems.put(provider, new Problem(before.text(), false, before.said(), before.saidAt()));
        } else {
            problems.remove(provider);
        }
    }

    /** One sentence for each provider that cannot be used now. */
    public List<String> now() {
        return now(_ -> true);
    }

    /** The same of those of which something is to be said. */
    synchronized List<String> now(Predicate<String> wanted) {
        return problems.entrySet().stream().filter(each -> wanted.test(each.getKey())).map(Map.Entry::getValue)
                .filter(Problem::now).map(Problem::text).toList();
    }

    /** How often something was said in the log. */
    synchronized int said() {
        return said;
    }
}

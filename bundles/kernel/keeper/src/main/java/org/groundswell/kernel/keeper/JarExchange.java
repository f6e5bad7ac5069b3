package org.groundswell.kernel.keeper;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.groundswell.kernel.keeper.jars.BundleFile;
import org.groundswell.kernel.keeper.jars.Installation;
import org.groundswell.kernel.keeper.jars.Lifecycle;
import org.groundswell.kernel.keeper.jars.StuckException;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts a jar in, or the one before back, and says what is wrong afterwards: in words for people, "" where nothing is. */
final class JarExchange {
    private static final Logger LOG = LoggerFactory.getLogger(JarExchange.class);

    /** How much longer than asked a look may take: health checks have their own limits. */
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(15);
    /** How many times as long as the new jar's start that of the one before may take, and what comes up with the node. */
    private static final int WAY_BACK = 4;

    private final Installation installation;
    private final Supplier<Patience> patience;
    private final Refusals refusals;
    private final SettingsArrival settings;
    private final StartPhase start;

    JarExchange(Installation installation, Supplier<Patience> patience, Refusals refusals, SettingsArrival settings,
            StartPhase start) {
        this.installation = installation;
        this.patience = patience;
        this.refusals = refusals;
        this.settings = settings;
        this.start = start;
    }

    /** For a bundle that is not there yet; how it is then, {@link #settle} says. */
    Bundle install(BundleFile jar) throws BundleException, IOException {
        return installation.install(jar, Duration.ofNanos(patience.get().startNanos()));
    }

    /** The new jar; a bundle that did not run does not start either. */
    String putIn(Swap swap) {
        Patience now = patience.get();
        return exchange(swap, swap.after(), Installation.runs(swap.bundle()), Duration.ofNanos(now.startNanos()),
                now.settleNanos());
    }

    /** A machine that is very busy takes long for what is good, and the way back has to succeed. */
    String putBack(Swap swap) {
        Patience now = patience.get();
        return exchange(swap, swap.before(), true, Duration.ofNanos(now.startNanos()).multipliedBy(WAY_BACK),
                Math.max(now.startNanos(), now.settleNanos()));
    }

    private String exchange(Swap swap, BundleFile jar, boolean start, Duration limit, long settleNanos) {
        try {
            installation.exchange(swap.bundle(), jar, start, limit);
            return start ? settle(swap, settleNanos) : "";
        } catch (BundleException | RuntimeException e) {
            return problem(jar, e);
        }
    }

    /** What was wrong with a jar's start. Who does not let go harms the others: that is not tried again by itself. */
    String problem(BundleFile jar, Exception e) {
        if (e instanceof StuckException) {
            refusals.bar(jar, reason(e));
        }
        return reason(e);
    }

    /** What is not back when its time is up. */
    String settle(Swap swap) {
        return settle(swap, patience.get().settleNanos());
    }

    private String settle(Swap swap, long nanos) {
        long first = Math.max(nanos, patience.get().startNanos() * (start.lasts() ? WAY_BACK : 1));
        return asked(swap, nanos + first, () -> {
            // Its settings come when it is there; what it does without them says nothing.
            settings.await(swap.after(), nanos);
            return swap.probation().settle(swap.bundle(), nanos, first);
        });
    }

    /** What is wrong at the end of its probation; nothing where that cannot be told. */
    Optional<String> watch(Swap swap) {
        long nanos = patience.get().probationNanos();
        try {
            long limit = nanos + (start.lasts() ? StartPhase.LONGEST.toNanos() : 0);
            return Optional.of(asked(swap, limit, () -> swap.probation().watch(swap.bundle(), nanos)));
        } catch (RuntimeException | Error e) {
            LOG.error("{} cannot be watched any more", swap.name(), e);
            return Optional.empty();
        }
    }

    /** Asking how things are may be answered by the bundle, or never. */
    private static String asked(Swap swap, long nanos, Callable<String> question) {
        try {
            return Lifecycle.run("the look at " + swap.name(), Duration.ofNanos(nanos).plus(LONGEST_ANSWER), question);
        } catch (BundleException e) {
            return reason(e);
        }
    }

    /** The innermost cause says most: the framework wraps what a bundle threw. */
    private static String reason(Exception e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage() == null ? cause : cause.getMessage());
    }
}

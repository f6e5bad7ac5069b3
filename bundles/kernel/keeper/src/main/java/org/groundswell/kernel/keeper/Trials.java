package org.groundswell.kernel.keeper;

import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.groundswell.kernel.api.keeper.SwapOutcome;
import org.groundswell.kernel.api.keeper.SwapRecord;
import org.groundswell.kernel.keeper.history.History;
import org.groundswell.kernel.keeper.jars.HeldUpException;
import org.groundswell.kernel.keeper.jars.Installation;
import org.groundswell.kernel.keeper.jars.Lifecycle;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts jars in and judges them: good, rolled back, or set aside. Every method wants the lock to be held; it is given
 * back while a jar is only watched, so that one bundle may be exchanged while another has to prove itself.
 */
final class Trials {
    private static final Logger LOG = LoggerFactory.getLogger(Trials.class);

    private static final String STOPPED = "the node was stopped";
    private static final String UNWATCHED = "it could not be watched to the end";
    /** For {@code Bundle.stop}: nobody but a person or the next jar starts it again. */
    private static final int PERSISTENTLY = 0;

    private final Installation installation;
    private final JarExchange jars;
    private final History history;
    private final ReentrantLock lock;
    private final Refusals refusals;
    private final BooleanSupplier nodeStops;
    private final Map<String, Swap> running = new ConcurrentHashMap<>();

    /** @param nodeStops whether bundles go because the node does */
    Trials(Installation installation, History history, ReentrantLock lock, Supplier<Patience> patience,
            Refusals refusals, SettingsArrival settings, StartPhase start, BooleanSupplier nodeStops) {
        this.installation = installation;
        this.jars = new JarExchange(installation, patience, refusals, settings, start);
        this.history = history;
        this.lock = lock;
        this.refusals = refusals;
        this.nodeStops = nodeStops;
    }

    boolean isRunning(String name) {
        return running.containsKey(name);
    }

    /** Checksums of the jars that are on trial, and of those that would come back. */
    Set<String> inUse() {
        var inUse = new HashSet<String>();
        for (Swap swap : running.values()) {
            inUse.add(swap.after().sha256());
            if (swap.before() != null) {
                inUse.add(swap.before().sha256());
            }
        }
        return inUse;
    }

    CompletableFuture<SwapRecord> install(Swap swap) {
        begin(swap);
        try {
            Swap installed = swap.of(jars.install(swap.after()));
            running.put(swap.name(), installed);
            return judge(installed, jars.settle(installed));
        } catch (HeldUpException e) {
            return CompletableFuture.completedFuture(takeAway(swap.of(installation.find(swap.name()).orElse(null)),
                    SwapOutcome.INTERRUPTED, "others hold it up: " + e.getMessage()));
        } catch (BundleException | IOException | RuntimeException e) {
            return judge(swap.of(installation.find(swap.name()).orElse(null)), jars.problem(swap.after(), e));
        }
    }

    CompletableFuture<SwapRecord> replace(Swap swap) {
        begin(swap);
        return judge(swap, jars.putIn(swap));
    }

    /** For a jar that is in already. */
    CompletableFuture<SwapRecord> adopt(Swap swap) {
        begin(swap);
        return judge(swap, jars.settle(swap));
    }

    /** The node stops, or something else happens to the bundle: whether the jar is good stays open. */
    void interrupt(String name, String reason) {
        Swap swap = running.remove(name);
        if (swap != null) {
            swap.probation().end();
            history.append(swap.record(SwapOutcome.INTERRUPTED, reason));
        }
    }

    /** Something else has become of it, which was noted already. */
    void forget(String name) {
        Swap swap = running.remove(name);
        if (swap != null) {
            swap.probation().end();
        }
    }

    void interruptAll(String reason) {
        running.keySet().forEach(name -> interrupt(name, reason));
    }

    private void begin(Swap swap) {
        interrupt(swap.name(), "the next swap came first");
        history.append(swap.record(SwapOutcome.BEGUN, ""));
        Probation probation = swap.probation();
        probation.relievedWhile(() -> running.values().stream().anyMatch(each -> probation.isBefore(each.probation())));
        running.put(swap.name(), swap);
    }

    private CompletableFuture<SwapRecord> judge(Swap swap, String problem) {
        if (!problem.isEmpty() && nodeStops.getAsBoolean()) {
            return CompletableFuture.completedFuture(leaveOpen(swap, STOPPED));
        }
        if (!problem.isEmpty()) {
            return CompletableFuture.completedFuture(putBack(swap, problem));
        }
        LOG.info("{} {} is in, by {}; it is watched now", swap.name(), swap.after().version(), swap.by());
        var outcome = new CompletableFuture<SwapRecord>();
        Thread.ofVirtual().name("probation of " + swap.name()).start(() -> {
            Optional<String> found = jars.watch(swap);
            lock.lock();
            try {
                outcome.complete(found.isPresent() ? end(swap, found.get()) : leaveOpen(swap, UNWATCHED));
            } catch (RuntimeException | Error e) {
                LOG.error("The probation of {} did not end well", swap.name(), e);
                running.remove(swap.name(), swap);
                outcome.complete(swap.record(SwapOutcome.INTERRUPTED, "its probation did not end well: " + e));
            } finally {
                lock.unlock();
            }
        });
        return outcome;
    }

    private SwapRecord leaveOpen(Swap swap, String reason) {
        interrupt(swap.name(), reason);
        return swap.record(SwapOutcome.INTERRUPTED, reason);
    }

    private SwapRecord end(Swap swap, String problem) {
        if (running.get(swap.name()) != swap) {
            return swap.record(SwapOutcome.INTERRUPTED, "something else happened to the bundle first");
        }
        if (!problem.isEmpty() && nodeStops.getAsBoolean()) {
            return leaveOpen(swap, STOPPED);
        }
        return problem.isEmpty() ? finish(swap, SwapOutcome.GOOD, "") : putBack(swap, problem);
    }

    private SwapRecord putBack(Swap swap, String problem) {
        if (swap.before() == null) {
            return takeAway(swap, SwapOutcome.ROLLED_BACK, problem);
        }
        String still = jars.putBack(swap);
        if (still.isEmpty()) {
            return finish(swap, SwapOutcome.ROLLED_BACK, problem);
        }
        try {
            Lifecycle.stop(swap.bundle(), PERSISTENTLY);
        } catch (BundleException e) {
            LOG.error("{} could not even be stopped", swap.name(), e);
        }
        return finish(swap, SwapOutcome.SET_ASIDE, problem + "; and then the one before: " + still);
    }

    private SwapRecord takeAway(Swap swap, SwapOutcome outcome, String problem) {
        try {
            if (swap.bundle() != null) {
                installation.uninstall(swap.bundle());
            }
            return finish(swap, outcome, problem);
        } catch (BundleException | RuntimeException e) {
            LOG.error("{} could not be taken away again", swap.name(), e);
            SwapOutcome left = outcome == SwapOutcome.ROLLED_BACK ? SwapOutcome.SET_ASIDE : outcome;
            return finish(swap, left, problem + "; it does not let itself be taken away: it is gone when the node was"
                    + " restarted");
        }
    }

    private SwapRecord finish(Swap swap, SwapOutcome outcome, String reason) {
        running.remove(swap.name());
        SwapRecord record = swap.record(outcome, reason);
        history.append(record);
        if (outcome == SwapOutcome.GOOD) {
            refusals.nowGood(swap.after());
            LOG.info("{} {} is good, by {}; calls were held for {} ms at most", record.bundle(), record.to(),
                    record.by(), record.heldMillis());
        } else {
            refusals.nowFailed(swap.after());
            LOG.error("{} {} {}, by {}: {}", record.bundle(), record.to(), outcome == SwapOutcome.SET_ASIDE
                    ? "and what was before it do not work: the bundle is set aside" : "is rolled back", record.by(),
                    reason);
        }
        return record;
    }
}

package org.groundswell.kernel.keeper;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.groundswell.kernel.api.keeper.SwapOutcome;
import org.groundswell.kernel.api.keeper.SwapRecord;
import org.groundswell.kernel.keeper.history.History;
import org.groundswell.kernel.keeper.jars.BundleFile;
import org.groundswell.kernel.keeper.jars.Installation;
import org.groundswell.kernel.keeper.jars.JarStore;
import org.groundswell.kernel.keeper.jars.Lifecycle;
import org.groundswell.kernel.keeper.jars.RefusedException;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where everybody's wishes come in, one after another. {@link Admission} says what is refused, {@link SwapPlanner} what
 * is touched; {@link Trials} does it and judges. A wish does not end with an exception: its record says why not.
 */
public final class Swapper {
    private static final Logger LOG = LoggerFactory.getLogger(Swapper.class);

    /** A jar that was copied a moment ago may wait for its turn. */
    private static final long RECENT_MILLIS = 600_000;
    /** What hangs must not keep the node from its end. */
    private static final long STOP_SECONDS = 10;

    private final ReentrantLock lock;
    private final History history;
    private final JarStore store;
    private final PreviousJars previous;
    private final Installation installation;
    private final Refusals refusals;
    private final Trials trials;
    private final SwapPlanner planner;
    private final Admission admission;

    Swapper(ReentrantLock lock, History history, JarStore store, PreviousJars previous, Installation installation,
            Refusals refusals, Trials trials, SwapPlanner planner, Admission admission) {
        this.lock = lock;
        this.history = history;
        this.store = store;
        this.previous = previous;
        this.installation = installation;
        this.refusals = refusals;
        this.trials = trials;
        this.planner = planner;
        this.admission = admission;
        tidy(0);
    }

    /** @param last what is done when nothing is on trial any more */
    void stop(String reason, Runnable last) throws InterruptedException {
        boolean held = lock.tryLock(STOP_SECONDS, TimeUnit.SECONDS);
        try {
            trials.interruptAll(reason);
            last.run();
        } finally {
            if (held) {
                lock.unlock();
            }
        }
    }

    /** What a caller wants, with the lock held. */
    @FunctionalInterface
    private interface Wish {
        CompletableFuture<SwapRecord> grant() throws RefusedException, IOException, BundleException;
    }

    /** @param again whether a jar that did not prove itself may try again */
    public CompletableFuture<SwapRecord> swap(Path jar, String by, boolean again) {
        BundleFile file;
        try {
            admission.requireRoom();
            file = store.keep(jar);
        } catch (RefusedException | IOException | RuntimeException e) {
            return refused(jar.getFileName().toString(), by, e);
        }
        return granted(file.symbolicName(), by, () -> {
            admission.check(file, by, again);
            return put(file, by);
        });
    }

    /** @param wanted by a person: then only a person's word brings back what runs now */
    public CompletableFuture<SwapRecord> rollback(String name, String by, boolean wanted) {
        return granted(name, by, () -> {
            Bundle bundle = installed(name);
            BundleFile present = installation.file(bundle);
            BundleFile before = previous.of(bundle, present).orElseThrow(
                    () -> new RefusedException("there is no good jar before the present one"));
            trials.interrupt(name, "it was rolled back by hand");
            history.note(by, name, before.version().toString(), present.version().toString(), present.sha256(),
                    SwapOutcome.ROLLED_BACK, wanted ? "somebody wanted it" : "most of its calls broke");
            if (wanted) {
                refusals.bar(present, "this very jar was rolled back, by " + by);
            } else {
                refusals.notGood(present);
            }
            return replace(bundle, before, by);
        });
    }

    /** Puts back the jar that the node was shipped with, or takes the bundle away if it came later. */
    public void remove(String name, String by) {
        Optional<Bundle> present = installation.find(name);
        if (present.isPresent()) {
            granted(name, by, () -> remove(present.get(), by));
        }
    }

    /** Somebody has replaced or added a bundle without asking; it has to prove itself like any other. */
    public CompletableFuture<SwapRecord> adopt(Bundle bundle, BundleFile after, boolean isNew, String by) {
        return granted(bundle.getSymbolicName(), by, () -> {
            return trials.adopt(planner.ofChanged(bundle, after, isNew, by));
        });
    }

    /** Puts in a jar that was good before, whatever its version. */
    public CompletableFuture<SwapRecord> restore(SwapRecord good, String by) {
        return granted(good.bundle(), by, () -> {
            return put(store.find(good.sha256()).orElseThrow(
                    () -> new RefusedException("the good jar " + good.sha256() + " is not there any more")), by);
        });
    }

    /**
     * Somebody has seen that the bundle must not run: it is not tried again as it is. Waits for nobody, not for a swap
     * that is under way either.
     *
     * @return whether that keeps it out; a bundle that the node was shipped with comes again
     */
    public boolean condemn(Bundle bundle, String reason) throws RefusedException, IOException {
        boolean kept = keepOut(bundle, reason);
        if (kept) {
            trials.interruptAll("the node ended, for another bundle's sake");
        }
        return kept;
    }

    /** The same, for a bundle that does not end the node. */
    public boolean keepOut(Bundle bundle, String reason) throws RefusedException, IOException {
        BundleFile jar = installation.file(bundle);
        if (previous.shipped(bundle).filter(first -> first.sha256().equals(jar.sha256())).isPresent()) {
            return false;
        }
        trials.forget(jar.symbolicName());
        history.note("keeper", jar.symbolicName(), jar.version().toString(), "", jar.sha256(), SwapOutcome.SET_ASIDE,
                reason);
        refusals.bar(jar, reason);
        return true;
    }

    /** While it runs no bundle is exchanged, and what it does is not taken for somebody else's doing. */
    public void alone(Runnable task) {
        lock.lock();
        try {
            task.run();
        } finally {
            lock.unlock();
        }
    }

    /** Whether what this thread does comes from a swap of ours. */
    public boolean isOurs() {
        return lock.isHeldByCurrentThread() || Lifecycle.isOurs();
    }

    public boolean isOnTrial(String name) {
        return trials.isRunning(name);
    }

    private CompletableFuture<SwapRecord> put(BundleFile file, String by) throws RefusedException, IOException {
        Optional<Bundle> present = installation.find(file.symbolicName());
        if (present.isPresent()) {
            return replace(present.get(), file, by);
        }
        return trials.install(planner.ofNew(file, by));
    }

    private CompletableFuture<SwapRecord> replace(Bundle bundle, BundleFile file, String by)
            throws RefusedException, IOException {
        return trials.replace(planner.ofPresent(bundle, file, by));
    }

    private CompletableFuture<SwapRecord> remove(Bundle bundle, String by)
            throws RefusedException, IOException, BundleException {
        BundleFile present = installation.file(bundle);
        Optional<BundleFile> shipped = previous.shipped(bundle);
        if (shipped.isPresent()) {
            return shipped.get().sha256().equals(present.sha256()) ? CompletableFuture.completedFuture(null)
                    : replace(bundle, shipped.get(), by);
        }
        trials.interrupt(present.symbolicName(), "it was taken away");
        installation.uninstall(bundle);
        LOG.info("{} is taken away, by {}", present.symbolicName(), by);
        return CompletableFuture.completedFuture(history.note(by, present.symbolicName(),
                present.version().toString(), "", present.sha256(), SwapOutcome.REMOVED, ""));
    }

    private Bundle installed(String name) throws RefusedException {
        return installation.find(name).orElseThrow(() -> new RefusedException("no bundle has this symbolic name"));
    }

    private CompletableFuture<SwapRecord> granted(String name, String by, Wish wish) {
        lock.lock();
        try {
            tidy(RECENT_MILLIS);
            return wish.grant();
        } catch (RefusedException | IOException | BundleException | RuntimeException e) {
            return refused(name, by, e);
        } finally {
            lock.unlock();
        }
    }

    /** Jars that nobody can want back would fill the disk, a few megabytes with each swap. */
    private void tidy(long millis) {
        var needed = new HashSet<>(history.recentlyGood());
        needed.addAll(installation.inUse());
        needed.addAll(trials.inUse());
        try {
            store.retain(needed, millis);
        } catch (IOException e) {
            LOG.warn("Jars that are not needed any more could not be deleted: {}", e.toString());
        }
    }

    private CompletableFuture<SwapRecord> refused(String name, String by, Exception cause) {
        String reason = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        LOG.error("{} is refused, by {}: {}", name, by, reason);
        return CompletableFuture.completedFuture(history.note(by, name, "", "", "", SwapOutcome.REFUSED, reason));
    }
}

package org.groundswell.kernel.keeper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.felix.hc.api.execution.HealthCheckExecutor;
import org.groundswell.kernel.api.health.DiskReserve;
import org.groundswell.kernel.api.keeper.Keeper;
import org.groundswell.kernel.api.keeper.SwapOutcome;
import org.groundswell.kernel.api.keeper.SwapRecord;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.api.ports.Ports;
import org.groundswell.kernel.api.settings.SettingsReader;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides what may be put in and what has to go back, and hands it to {@link Trials}. */
@Component(service = {Keeper.class, Swapper.class}, configurationPid = "org.groundswell.kernel.keeper")
@Designate(ocd = Swapper.Config.class)
public final class Swapper implements Keeper {
    private static final Logger LOG = LoggerFactory.getLogger(Swapper.class);

    /** A jar that was copied a moment ago may wait for its turn. */
    private static final long RECENT_MILLIS = 600_000;
    /** What hangs must not keep the node from its end. */
    private static final long STOP_SECONDS = 10;

    /** Kept: this bundle's context is gone before all that it has begun is over. */
    private final Bundle framework;
    private final Probations probations;
    private final History history;
    private final JarStore store;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile DiskReserve reserve;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile SettingsReader reader;
    private final Predecessors predecessors;
    private final Installation installation;
    private final Wiring wiring;
    private final PathOwners paths;
    private final ReentrantLock lock = new ReentrantLock();
    private final Refusals refusals;
    private volatile Patience patience;
    private final Trials trials;

    /** Settings of the keeper. */
    @ObjectClassDefinition(name = "Groundswell kernel: keeper")
    public @interface Config {
        @AttributeDefinition(description = "Milliseconds that the start of a new jar's bundle may take; then it is"
                + " interrupted, and goes. The jar before has four times as long when it comes back", min = "100",
                max = "600000")
        int startMillis() default 15_000;

        @AttributeDefinition(description = "Milliseconds in which a new jar's ports and health checks must be back;"
                + " so far below the switchboard's holdMillis that the old jar can come back within it", min = "100",
                max = "600000")
        int settleMillis() default 3000;

        @AttributeDefinition(description = "Milliseconds for which a new jar is watched before it counts as good",
                min = "0", max = "86400000")
        int probationMillis() default 10_000;

        @AttributeDefinition(description = "Broken calls that a new jar may have while it is watched; more, and at"
                + " least half of all calls, and the one before comes back", min = "0", max = "1000000")
        int failuresAllowed() default 2;
    }

    @Activate
    public Swapper(BundleContext context, @Reference Ports ports, @Reference HealthCheckExecutor health,
            @Reference ServiceComponentRuntime runtime, Config config) throws IOException {
        this.framework = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION);
        this.paths = new PathOwners(context);
        this.probations = new Probations(ports, health, runtime, paths, () -> patience.failuresAllowed());
        this.patience = Patience.of(config);
        Path folder = NodeFolder.of(context).resolve("data/keeper");
        this.history = new History(folder.resolve("history.jsonl"));
        this.store = new JarStore(folder.resolve("jars"));
        this.refusals = new Refusals(history, NodeFolder.of(context), folder, InstantSource.system());
        this.predecessors = new Predecessors(history, store);
        this.installation = new Installation(context, store);
        this.wiring = new Wiring(context);
        this.trials = new Trials(installation, history, lock, () -> patience, refusals,
                new SettingsArrival(new JarSettings(NodeFolder.of(context)), () -> reader), this::isNodeStopping);
        tidy(0);
    }

    /** Changed settings count for the next jar: what is on trial is not interrupted for them. */
    @Modified
    void change(Config config) {
        patience = Patience.of(config);
    }

    @Deactivate
    void stop() throws IOException, InterruptedException {
        boolean held = lock.tryLock(STOP_SECONDS, TimeUnit.SECONDS);
        try {
            trials.interruptAll("the node or its keeper was stopped");
            if (isNodeStopping()) {
                refusals.endedWell();
            }
            history.close();
        } finally {
            if (held) {
                lock.unlock();
            }
        }
    }

    private boolean isNodeStopping() {
        return framework.getState() == Bundle.STOPPING;
    }

    /** What a caller wants, with the lock held. */
    @FunctionalInterface
    private interface Wish {
        CompletableFuture<SwapRecord> grant() throws RefusedException, IOException, BundleException;
    }

    @Override
    public CompletableFuture<SwapRecord> swap(Path jar, String by) {
        return swap(jar, by, true);
    }

    /** A way back never needs it: the jars that it leads to are kept already. */
    private void requireRoom() throws RefusedException {
        DiskReserve present = reserve;
        Optional<String> shortage = present == null ? Optional.empty() : present.shortage();
        if (shortage.isPresent()) {
            throw new RefusedException("no copy of the jar can be kept: " + shortage.get());
        }
    }

    /** @param again whether a jar that did not prove itself may try again */
    CompletableFuture<SwapRecord> swap(Path jar, String by, boolean again) {
        BundleFile file;
        try {
            requireRoom();
            file = store.keep(jar);
        } catch (RefusedException | IOException e) {
            return refused(jar.getFileName().toString(), by, e);
        }
        return granted(file.symbolicName(), by, () -> {
            Optional<String> objection = again ? Optional.empty() : refusals.objection(file);
            if (objection.isPresent()) {
                throw new RefusedException(objection.get() + "; the shell's groundswell:swap tries it again");
            }
            Optional<Bundle> present = installation.find(file.symbolicName());
            BundleFile before = present.isPresent() ? installation.file(present.get()) : null;
            if (before != null) {
                checkNew(before, file);
            }
            paths.check(file, before);
            return put(file, by);
        });
    }

    @Override
    public CompletableFuture<SwapRecord> rollback(String name, String by) {
        return rollback(name, by, true);
    }

    /** @param wanted by a person: then only a person's word brings back what runs now */
    CompletableFuture<SwapRecord> rollback(String name, String by, boolean wanted) {
        return granted(name, by, () -> {
            Bundle bundle = installed(name);
            BundleFile present = installation.file(bundle);
            BundleFile before = predecessors.of(bundle, present).orElseThrow(
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
    void remove(String name, String by) {
        Optional<Bundle> present = installation.find(name);
        if (present.isPresent()) {
            granted(name, by, () -> remove(present.get(), by));
        }
    }

    /** A jar of what the framework has, for a bundle that did not come through the keeper. */
    BundleFile copy(Bundle bundle) throws RefusedException, IOException {
        return store.rebuilt(bundle);
    }

    /** Somebody has replaced or added a bundle without asking; it has to prove itself like any other. */
    CompletableFuture<SwapRecord> adopt(Bundle bundle, BundleFile after, boolean isNew, String by) {
        return granted(bundle.getSymbolicName(), by, () -> {
            BundleFile before = isNew ? null : store.keep(installation.file(bundle));
            installation.changed(bundle, after);
            return trials.adopt(new Swap(bundle, before, after, by, List.of(), probations.ofChanged(bundle, before)));
        });
    }

    /** Puts in a jar that was good before, whatever its version. */
    CompletableFuture<SwapRecord> restore(SwapRecord good, String by) {
        return granted(good.bundle(), by, () -> {
            return put(store.find(good.sha256()).orElseThrow(
                    () -> new RefusedException("the good jar " + good.sha256() + " is not there any more")), by);
        });
    }

    @Override
    public List<String> affected(String name) {
        return installation.find(name).map(wiring::affected).orElse(List.of());
    }

    @Override
    public List<SwapRecord> history() {
        return history.all();
    }

    /** The record of the newest good jar of each bundle. */
    Map<String, SwapRecord> lastGood() {
        return history.lastGood();
    }

    /**
     * The jar that the bundle runs from now; nothing where no bundle has the name.
     *
     * @throws IOException if that cannot be told now
     */
    Optional<BundleFile> running(String name) throws RefusedException, IOException {
        Optional<Bundle> bundle = installation.find(name);
        return bundle.isPresent() ? Optional.of(installation.file(bundle.get())) : Optional.empty();
    }

    /** Whether this very jar runs now, as far as that can be told. */
    boolean runs(BundleFile jar) {
        try {
            return running(jar.symbolicName()).filter(now -> now.sha256().equals(jar.sha256())).isPresent();
        } catch (RefusedException | IOException e) {
            return false;
        }
    }

    /** Bundles that do not run because neither their jar nor the one before it works. */
    List<SwapRecord> setAside() {
        return history.setAside().stream().filter(record -> installation.find(record.bundle())
                .filter(bundle -> !Installation.runs(bundle)).isPresent()).toList();
    }

    /** For a bundle whose settings somebody has changed. */
    Probation probationOfConfigured(Bundle bundle) {
        return probations.ofConfigured(bundle);
    }

    Duration startLimit() {
        return Duration.ofNanos(patience.startNanos());
    }

    long probationNanos() {
        return patience.probationNanos();
    }

    /**
     * Somebody has seen that the bundle must not run: it is not tried again as it is. Waits for nobody, not for a swap
     * that is under way either.
     *
     * @return whether that keeps it out; a bundle that the node was shipped with comes again
     */
    boolean condemn(Bundle bundle, String reason) throws RefusedException, IOException {
        BundleFile jar = installation.file(bundle);
        if (predecessors.shipped(bundle).filter(first -> first.sha256().equals(jar.sha256())).isPresent()) {
            return false;
        }
        trials.forget(jar.symbolicName());
        history.note("keeper", jar.symbolicName(), jar.version().toString(), "", jar.sha256(), SwapOutcome.SET_ASIDE,
                reason);
        refusals.bar(jar, reason);
        trials.interruptAll("the node ended, for another bundle's sake");
        return true;
    }

    /** The bundle runs well with other settings than those with which its jar was tried. */
    void goodAsConfigured(Bundle bundle) {
        try {
            refusals.nowGoodAsConfigured(installation.file(bundle));
        } catch (RefusedException | IOException e) {
            LOG.warn("Which jar {} runs from cannot be told now: {}", bundle.getSymbolicName(), e.getMessage());
        }
    }

    /** Whether this jar may be tried by itself now. */
    boolean mayTry(BundleFile jar) {
        return refusals.objection(jar).isEmpty();
    }

    /** While it runs no bundle is exchanged, and what it does is not taken for somebody else's doing. */
    void alone(Runnable task) {
        lock.lock();
        try {
            task.run();
        } finally {
            lock.unlock();
        }
    }

    /** Notes something that is no swap. */
    void note(SwapRecord record) {
        history.append(record);
    }

    /** Notes something that is no swap and held no calls. */
    void note(String by, String bundle, String version, SwapOutcome outcome, String reason) {
        history.note(by, bundle, version, outcome == SwapOutcome.REMOVED ? "" : version, "", outcome, reason);
    }

    /** Whether what this thread does comes from a swap of ours. */
    boolean isOurs() {
        return lock.isHeldByCurrentThread() || Lifecycle.isOurs();
    }

    boolean isOnTrial(String name) {
        return trials.isRunning(name);
    }

    /**
     * Whether there is a jar to go back to.
     *
     * @throws IOException if that cannot be told now
     */
    boolean hasBefore(Bundle bundle) throws RefusedException, IOException {
        return predecessors.of(bundle, installation.file(bundle)).isPresent();
    }

    private CompletableFuture<SwapRecord> put(BundleFile file, String by) throws RefusedException, IOException {
        Optional<Bundle> present = installation.find(file.symbolicName());
        if (present.isPresent()) {
            return replace(present.get(), file, by);
        }
        wiring.checkNeeds(file);
        boolean proven = refusals.isProven(file);
        refusals.nowTried(file);
        return trials.install(new Swap(null, null, file, by, List.of(), probations.ofNew(file, proven)));
    }

    private CompletableFuture<SwapRecord> replace(Bundle bundle, BundleFile file, String by)
            throws RefusedException, IOException {
        wiring.checkNeeds(file);
        List<String> affected = wiring.affected(bundle);
        wiring.checkAffected(affected, file);
        BundleFile before = store.keep(installation.file(bundle));
        boolean proven = refusals.isProven(file);
        refusals.nowTried(file);
        List<Bundle> others = affected.stream().flatMap(name -> installation.find(name).stream()).toList();
        return trials.replace(new Swap(bundle, before, file, by, affected,
                probations.of(bundle, file, others, proven)));
    }

    private CompletableFuture<SwapRecord> remove(Bundle bundle, String by)
            throws RefusedException, IOException, BundleException {
        BundleFile present = installation.file(bundle);
        Optional<BundleFile> shipped = predecessors.shipped(bundle);
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

    private static void checkNew(BundleFile present, BundleFile file) throws RefusedException {
        if (present.sha256().equals(file.sha256())) {
            throw new RefusedException("this very jar runs already");
        }
        if (file.version().compareTo(present.version()) < 0) {
            throw new RefusedException("it is version " + file.version() + ", and " + present.version()
                    + " runs; to go back, use the shell's groundswell:rollback");
        }
    }

    private CompletableFuture<SwapRecord> granted(String name, String by, Wish wish) {
        lock.lock();
        try {
            tidy(RECENT_MILLIS);
            return wish.grant();
        } catch (RefusedException | IOException | BundleException | UncheckedIOException e) {
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
        LOG.error("{} is refused, by {}: {}", name, by, cause.getMessage());
        return CompletableFuture.completedFuture(history.note(by, name, "", "", "", SwapOutcome.REFUSED,
                cause.getMessage()));
    }
}

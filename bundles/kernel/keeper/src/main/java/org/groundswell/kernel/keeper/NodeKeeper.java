package org.groundswell.kernel.keeper;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.felix.hc.api.execution.HealthCheckExecutor;
import org.groundswell.kernel.api.health.DiskReserve;
import org.groundswell.kernel.api.keeper.Keeper;
import org.groundswell.kernel.api.keeper.SwapRecord;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.api.ports.Ports;
import org.groundswell.kernel.api.settings.SettingsReader;
import org.groundswell.kernel.keeper.features.JarSettings;
import org.groundswell.kernel.keeper.history.History;
import org.groundswell.kernel.keeper.jars.Installation;
import org.groundswell.kernel.keeper.jars.JarStore;
import org.groundswell.kernel.keeper.jars.Wiring;
import org.groundswell.kernel.keeper.paths.PathOwners;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
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

/** The keeper as others see it, with its settings: puts the parts together. {@link Swapper} does what is asked. */
@Component(service = {Keeper.class, NodeKeeper.class}, configurationPid = "org.groundswell.kernel.keeper")
@Designate(ocd = NodeKeeper.Config.class)
public final class NodeKeeper implements Keeper {
    /** Is there where this process takes the node's place from another one, which nobody but a person begins. */
    private static final String SUCCESSION = "groundswell.succession";

    /** Kept: this bundle's context is gone before all that it has begun is over. */
    private final Bundle framework;
    private final History history;
    private final Refusals refusals;
    private final SwapPlanner planner;
    private final ProbationFactory probations;
    private final RunningJars jars;
    private final Newcomers newcomers;
    private final BundleContext context;
    private final Meddlers meddlers;
    private final Swapper swapper;
    private final StartPhase start = new StartPhase();
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile DiskReserve reserve;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile SettingsReader reader;
    private volatile Patience patience;

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
    public NodeKeeper(BundleContext context, @Reference History history, @Reference Ports ports,
            @Reference HealthCheckExecutor health, @Reference ServiceComponentRuntime runtime, Config config)
            throws IOException {
        this.framework = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION);
        this.context = context;
        this.history = history;
        this.meddlers = new Meddlers(context, history);
        this.patience = Patience.of(config);
        NodeFolder node = NodeFolder.of(context);
        Path folder = node.resolve("data/keeper");
        var store = new JarStore(folder.resolve("jars"));
        var installation = new Installation(context, store);
        var previous = new PreviousJars(history, store);
        var paths = new PathOwners(context);
        var lock = new ReentrantLock();
        this.refusals = new Refusals(history, node, folder, InstantSource.system());
        if (System.getProperty(SUCCESSION) != null) {
            refusals.giveAnotherTry();
        }
        this.probations = new ProbationFactory(ports, health, runtime, paths, meddlers,
                () -> patience.failuresAllowed(), start);
        this.planner = new SwapPlanner(new Wiring(context), installation, store, refusals, probations);
        this.jars = new RunningJars(installation, previous, store, history, refusals);
        this.newcomers = new Newcomers(history, store, installation, previous, refusals);
        var trials = new Trials(installation, history, lock, () -> patience, refusals,
                new SettingsArrival(new JarSettings(node), () -> reader), start, this::isNodeStopping);
        this.swapper = new Swapper(lock, history, store, previous, installation, refusals, trials, planner,
                new Admission(() -> reserve, refusals, installation, paths));
        context.addBundleListener(meddlers);
    }

    /** Changed settings count for the next jar: what is on trial is not interrupted for them. */
    @Modified
    public void change(Config config) {
        patience = Patience.of(config);
    }

    @Deactivate
    public void stop() throws InterruptedException {
        context.removeBundleListener(meddlers);
        swapper.stop("the node or its keeper was stopped", () -> {
            if (isNodeStopping()) {
                refusals.endedWell();
            }
        });
    }

    private boolean isNodeStopping() {
        return framework.getState() == Bundle.STOPPING;
    }

    @Override
    public CompletableFuture<SwapRecord> swap(Path jar, String by) {
        return swapper.swap(jar, by, true);
    }

    @Override
    public CompletableFuture<SwapRecord> rollback(String name, String by) {
        return swapper.rollback(name, by, true);
    }

    @Override
    public List<String> affected(String name) {
        return planner.affected(name);
    }

    @Override
    public List<SwapRecord> history() {
        return history.all();
    }

    @Override
    public Duration probation() {
        return Duration.ofNanos(probationNanos());
    }

    /** Puts in and takes out. */
    public Swapper swapper() {
        return swapper;
    }

    /** While what lies in {@code deploy/} comes in. */
    public StartPhase start() {
        return start;
    }

    /** Which jar each bundle runs from. */
    public RunningJars jars() {
        return jars;
    }

    /** What bundles have done to others. */
    public Meddlers meddlers() {
        return meddlers;
    }

    /** What came after the node was shipped. */
    public Newcomers newcomers() {
        return newcomers;
    }

    /** For a bundle whose settings somebody has changed. */
    public Probation probationOfConfigured(Bundle bundle) {
        return probations.ofConfigured(bundle);
    }

    public Duration startLimit() {
        return Duration.ofNanos(patience.startNanos());
    }

    public long probationNanos() {
        return patience.probationNanos();
    }
}

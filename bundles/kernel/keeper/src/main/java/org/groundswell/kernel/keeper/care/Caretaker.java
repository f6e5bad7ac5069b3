package org.groundswell.kernel.keeper.care;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.groundswell.kernel.api.keeper.SwapOutcome;
import org.groundswell.kernel.api.ports.PortStatus;
import org.groundswell.kernel.api.ports.Ports;
import org.groundswell.kernel.keeper.Backoff;
import org.groundswell.kernel.keeper.DonorsNeeds;
import org.groundswell.kernel.keeper.NodeKeeper;
import org.groundswell.kernel.keeper.Swapper;
import org.groundswell.kernel.keeper.history.History;
import org.groundswell.kernel.keeper.jars.Lifecycle;
import org.groundswell.kernel.keeper.jars.RefusedException;
import org.groundswell.shared.loops.Loop;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A provider that keeps breaking is restarted, each time later; then the jar before it comes back; then it stops. One that
 * donors need answers only for what they need of it, and never stops.
 */
@Component(service = Caretaker.class, immediate = true, configurationPid = "org.groundswell.kernel.keeper.care")
@Designate(ocd = Caretaker.Config.class)
public final class Caretaker {
    private static final Logger LOG = LoggerFactory.getLogger(Caretaker.class);

    private static final String UNREADABLE = "{} keeps failing, and what it could go back to cannot be read now: {}";

    private final BundleContext context;
    private final NodeKeeper keeper;
    private final Swapper swapper;
    private final History history;
    private final Ports ports;
    private final TakeOvers takeOvers;
    private volatile Config config;
    private volatile FailureWatch watch;
    private volatile FailureWatch sparing;
    private final Spared spared;
    /** Which settings the next look follows; looks that others have begun end. */
    private volatile int settings;
    private final Map<Long, Restarts> restarted = new HashMap<>();
    private final Loop loop = Loop.of("keeper");

    /** Settings of the care for bundles that keep failing. */
    @ObjectClassDefinition(name = "Groundswell kernel: care for failing bundles")
    public @interface Config {
        @AttributeDefinition(description = "Milliseconds between two looks", min = "50", max = "3600000")
        int everyMillis() default 1000;

        @AttributeDefinition(description = "Broken calls of one operation that nobody minds; more without it working in"
                + " between, and the bundle is restarted", min = "0", max = "1000000")
        int failuresAllowed() default 10;

        @AttributeDefinition(description = "Restarts before the jar before comes back, or the bundle is set aside",
                min = "0", max = "100")
        int restarts() default 3;

        @AttributeDefinition(description = "Milliseconds after the first restart in which no other follows; twice as"
                + " long after each one more", min = "0", max = "3600000")
        int backoffMillis() default 2000;

        @AttributeDefinition(description = "Milliseconds without trouble after which all is forgotten", min = "1",
                max = "86400000")
        int forgetMillis() default 600_000;
    }

    /** How often a bundle was restarted, and until when it is left alone (nanoTime). */
    private record Restarts(int number, long until) {
    }

    @Activate
    public Caretaker(BundleContext context, @Reference NodeKeeper keeper, @Reference History history,
            @Reference Ports ports, Config config) {
        this.context = context;
        this.keeper = keeper;
        this.swapper = keeper.swapper();
        this.history = history;
        this.ports = ports;
        this.takeOvers = new TakeOvers(ports, this::name);
        this.spared = new Spared(this::name, InstantSource.system());
        change(config);
    }

    @Modified
    void change(Config changed) {
        config = changed;
        watch = new FailureWatch(changed.failuresAllowed());
        sparing = new FailureWatch(changed.failuresAllowed());
        settings++;
        lookSoon(settings);
    }

    @Deactivate
    void stop() {
        loop.close();
    }

    private void look() {
        for (TakeOvers.Finding each : takeOvers.look()) {
            Bundle bundle = context.getBundle(each.bundle());
            if (bundle != null) {
                note(bundle, each.outcome(), each.reason());
            }
        }
        List<PortStatus> now = ports.list();
        Set<Long> needed = DonorsNeeds.bundles(now);
        watch.failing(DonorsNeeds.asked(now)).forEach((id, problem) -> {
            Bundle bundle = context.getBundle(id);
            if (bundle != null) {
                swapper.alone(() -> care(bundle, problem, needed.contains(id)));
            }
        });
        List<PortStatus> others = DonorsNeeds.spared(now);
        spared.note(sparing.failing(others), others);
        restarted.keySet().removeIf(id -> context.getBundle(id) == null);
    }

    private void lookSoon(int number) {
        loop.after(Duration.ofMillis(config.everyMillis()), () -> {
            if (number == settings) {
                lookSoon(number);
                look();
            }
        });
    }

    /** What broke in bundles that stay in because donors need them, for people. */
    List<String> spared() {
        return spared.all(Duration.ofMillis(config.forgetMillis()));
    }

    private void care(Bundle bundle, String problem, boolean isNeeded) {
        // What was wrong with it may have been seen to while this waited.
        if (bundle.getState() == Bundle.UNINSTALLED || swapper.isOnTrial(bundle.getSymbolicName())) {
            return;
        }
        long now = System.nanoTime();
        Restarts before = restarted.get(bundle.getBundleId());
        if (before != null && now - before.until() < 0) {
            return;
        }
        if (before != null && now - before.until() > TimeUnit.MILLISECONDS.toNanos(config.forgetMillis())) {
            before = null;
        }
        int restarts = before == null ? 0 : before.number();
        if (restarts < config.restarts()) {
            restart(bundle, problem, restarts);
        } else if (isNeeded) {
            goBackOrStay(bundle, problem, restarts);
        } else if (giveUp(bundle, problem, restarts)) {
            restarted.remove(bundle.getBundleId());
        }
    }

    /** @param restarts those before this one */
    private void restart(Bundle bundle, String problem, int restarts) {
        note(bundle, SwapOutcome.RESTARTED, problem + "; restart " + (restarts + 1)
                + (restarts < config.restarts() ? " of " + config.restarts() : ", there is no jar to go back to"));
        startAgain(bundle);
        restarted.put(bundle.getBundleId(), new Restarts(restarts + 1,
                System.nanoTime() + Backoff.nanos(config.backoffMillis(), restarts)));
    }

    private void startAgain(Bundle bundle) {
        try {
            Lifecycle.stop(bundle, Bundle.STOP_TRANSIENT);
            Lifecycle.start(bundle, keeper.startLimit());
        } catch (BundleException e) {
            LOG.error("{} could not be restarted", bundle.getSymbolicName(), e);
        }
    }

    private void goBackOrStay(Bundle bundle, String problem, int restarts) {
        try {
            if (goBack(bundle, restarts)) {
                restarted.remove(bundle.getBundleId());
                return;
            }
        } catch (RefusedException | IOException e) {
            LOG.error(UNREADABLE, bundle.getSymbolicName(), e.getMessage());
        }
        spared.noteStays(bundle.getBundleId(), problem);
        restart(bundle, problem, restarts);
    }

    /** @return false if there is nothing to go back to */
    private boolean goBack(Bundle bundle, int restarts) throws RefusedException, IOException {
        if (!keeper.jars().hasBefore(bundle)) {
            return false;
        }
        swapper.rollback(bundle.getSymbolicName(), "keeper, after " + restarts + " restarts", false);
        return true;
    }

    /** @return false if it cannot be told what to go back to: the next look tries again */
    private boolean giveUp(Bundle bundle, String problem, int restarts) {
        try {
            if (goBack(bundle, restarts)) {
                return true;
            }
        } catch (RefusedException | IOException e) {
            LOG.error(UNREADABLE, bundle.getSymbolicName(), e.getMessage());
            return false;
        }
        note(bundle, SwapOutcome.SET_ASIDE, problem + " after " + restarts
                + " restarts, and there is no jar to go back to: start it again when its trouble is over");
        try {
            Lifecycle.stop(bundle, 0);
        } catch (BundleException e) {
            LOG.error("{} could not be set aside", bundle.getSymbolicName(), e);
        }
        return true;
    }

    private String name(long id) {
        Bundle bundle = context.getBundle(id);
        return bundle == null ? "a bundle that is gone" : bundle.getSymbolicName();
    }

    private void note(Bundle bundle, SwapOutcome outcome, String reason) {
        LOG.error("{} {}: {}", bundle.getSymbolicName(), outcome, reason);
        String version = bundle.getVersion().toString();
        history.note("keeper", bundle.getSymbolicName(), version, outcome == SwapOutcome.REMOVED ? "" : version, "",
                outcome, reason);
    }
}

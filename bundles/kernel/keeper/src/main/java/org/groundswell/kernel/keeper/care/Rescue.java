package org.groundswell.kernel.keeper.care;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.groundswell.kernel.api.health.HealthTags;
import org.groundswell.kernel.api.keeper.SwapOutcome;
import org.groundswell.kernel.api.keeper.SwapRecord;
import org.groundswell.kernel.keeper.Backoff;
import org.groundswell.kernel.keeper.Meddlers;
import org.groundswell.kernel.keeper.NodeKeeper;
import org.groundswell.kernel.keeper.history.History;
import org.groundswell.kernel.keeper.jars.Installation;
import org.groundswell.kernel.keeper.jars.JarStore;
import org.groundswell.kernel.keeper.jars.Lifecycle;
import org.groundswell.kernel.keeper.jars.RefusedException;
import org.groundswell.shared.loops.Loop;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What another bundle has stopped or taken away runs again; who does so over and over is set aside. */
@Component(service = HealthCheck.class, immediate = true, property = {HealthCheck.NAME + "=bystanders",
    HealthCheck.TAGS + "=" + HealthTags.READY})
public final class Rescue implements HealthCheck {
    private static final Logger LOG = LoggerFactory.getLogger(Rescue.class);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration SAID_FOR = Duration.ofHours(1);
    /** More of it within an hour is no mishap. */
    private static final int MOST = 3;
    private static final String AGAIN = "; it runs again";
    private static final int FIRST_PAUSE_MILLIS = 1_000;

    private final BundleContext context;
    private final NodeKeeper keeper;
    private final History history;
    private final InstantSource clock;
    private final Map<Meddlers.Deed, String> said = new ConcurrentHashMap<>();
    private final Map<Meddlers.Deed, Failed> failed = new ConcurrentHashMap<>();
    private final Loop loop = Loop.of("rescue");

    /** What did not come back, and when that is tried again. */
    private record Failed(int times, Instant next) {
    }

    @Activate
    public Rescue(BundleContext context, @Reference NodeKeeper keeper, @Reference History history) {
        this(context, keeper, history, InstantSource.system());
        loop.every(PAUSE, this::look);
    }

    /** Looks when it is told to. */
    Rescue(BundleContext context, NodeKeeper keeper, History history, InstantSource clock) {
        this.context = context;
        this.keeper = keeper;
        this.history = history;
        this.clock = clock;
    }

    @Deactivate
    void stop() {
        loop.close();
    }

    /** Waits for a swap that is under way: the new jar may be the culprit, and goes first then. */
    void look() {
        List<Meddlers.Deed> open = keeper.meddlers().open();
        failed.keySet().retainAll(open);
        List<Meddlers.Deed> due = open.stream().filter(this::isDue).toList();
        if (!due.isEmpty()) {
            keeper.swapper().alone(() -> due.forEach(this::undo));
        }
    }

    /** Who is still on its way to its end holds the framework's lock. */
    private boolean isDue(Meddlers.Deed deed) {
        Failed before = failed.get(deed);
        return deed.victim().getState() != Bundle.STOPPING
                && (before == null || !clock.instant().isBefore(before.next()));
    }

    private void undo(Meddlers.Deed deed) {
        // Another may have come in its place while this waited for a swap.
        if (!keeper.meddlers().open().contains(deed) || !isDue(deed)) {
            return;
        }
        try {
            boolean back = isBack(deed);
            String outcome = back ? AGAIN : bringBack(deed);
            keeper.meddlers().close(deed);
            // Of a bundle that is taken away the framework tells twice, when it stops and when it is gone.
            if (!back || failed.containsKey(deed)) {
                tell(deed, outcome);
            }
        } catch (BundleException | RuntimeException e) {
            failed(deed, e.getMessage());
        }
    }

    private void failed(Meddlers.Deed deed, String reason) {
        Instant now = clock.instant();
        if (now.isAfter(deed.at().plus(SAID_FOR))) {
            keeper.meddlers().close(deed);
            tell(deed, "; it does not come back, and is not tried again: " + reason);
            return;
        }
        int times = Optional.ofNullable(failed.get(deed)).map(Failed::times).orElse(0);
        failed.put(deed, new Failed(times + 1, now.plusNanos(Backoff.nanos(FIRST_PAUSE_MILLIS, times))));
        if (times == 0) {
            tell(deed, "; it does not come back, and is tried again: " + reason);
        }
    }

    private void tell(Meddlers.Deed deed, String outcome) {
        String words = words(deed) + outcome;
        LOG.error("{}", words);
        history.note("keeper", deed.name(), "", "", "", SwapOutcome.RESTARTED, words);
        said.keySet().removeIf(each -> each.at().isBefore(clock.instant().minus(SAID_FOR)));
        said.put(deed, words);
        long times = said.keySet().stream().filter(each -> each.culprit().equals(deed.culprit())).count();
        if (times > MOST && Installation.runs(deed.culprit())) {
            setAside(deed.culprit());
        }
    }

    private static String words(Meddlers.Deed deed) {
        return deed.culprit().getSymbolicName() + " has stopped " + deed.name() + " or taken it away at "
                + deed.at().truncatedTo(ChronoUnit.SECONDS);
    }

    /** Whether who was taken away is there again already. */
    private boolean isBack(Meddlers.Deed deed) {
        Bundle again = context.getBundle(deed.victim().getLocation());
        return deed.victim().getState() == Bundle.UNINSTALLED && again != null
                && (!deed.ran() || Installation.runs(again));
    }

    /** A jar that the keeper has put in comes back as after a start, on trial. */
    private String bringBack(Meddlers.Deed deed) throws BundleException {
        if (deed.victim().getState() != Bundle.UNINSTALLED) {
            return run(deed.victim());
        }
        if (JarStore.shipped(deed.victim()).isPresent()) {
            Bundle again = context.installBundle(deed.victim().getLocation());
            again.adapt(BundleStartLevel.class).setStartLevel(deed.level());
            return deed.ran() ? run(again) : "; it is there again";
        }
        if (deed.good().isEmpty()) {
            return "; it had not proved itself, and stays away";
        }
        SwapRecord good = deed.good().get();
        SwapRecord back = keeper.swapper().restore(good, good.by()).getNow(good);
        if (back.outcome() != SwapOutcome.GOOD) {
            throw new BundleException(back.reason());
        }
        return AGAIN;
    }

    private String run(Bundle victim) throws BundleException {
        if (!Installation.runs(victim)) {
            Lifecycle.start(victim, keeper.startLimit());
        }
        return AGAIN;
    }

    private void setAside(Bundle culprit) {
        try {
            keeper.swapper().keepOut(culprit, "it stops other bundles, again and again");
            Lifecycle.stop(culprit, 0);
        } catch (RefusedException | IOException | BundleException e) {
            LOG.error("{} could not be set aside: {}", culprit.getSymbolicName(), e.getMessage());
        }
    }

    @Override
    public Result execute() {
        var log = new FormattingResultLog();
        Instant recently = clock.instant().minus(SAID_FOR);
        said.entrySet().stream().filter(each -> each.getKey().at().isAfter(recently))
                .sorted(Comparator.comparing(each -> each.getKey().at())).forEach(each -> log.warn("{}", each.getValue()));
        keeper.meddlers().open().stream().filter(each -> !said.containsKey(each))
                .forEach(each -> log.warn("{}; it does not run yet", words(each)));
        log.info("No other bundle was stopped by one");
        return new Result(log);
    }
}

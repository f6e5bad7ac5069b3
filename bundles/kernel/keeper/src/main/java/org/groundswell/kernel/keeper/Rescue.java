package org.groundswell.kernel.keeper;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.groundswell.kernel.api.health.HealthTags;
import org.groundswell.kernel.api.keeper.SwapOutcome;
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

    private final BundleContext context;
    private final NodeKeeper keeper;
    private final History history;
    private final List<Said> said = new CopyOnWriteArrayList<>();
    private final Loop loop = Loop.of("rescue");

    private record Said(Instant at, long culprit, String words) {
    }

    @Activate
    public Rescue(BundleContext context, @Reference NodeKeeper keeper, @Reference History history) {
        this.context = context;
        this.keeper = keeper;
        this.history = history;
        loop.every(PAUSE, this::look);
    }

    @Deactivate
    void stop() {
        loop.close();
    }

    /** Waits for a swap that is under way: the new jar may be the culprit, and goes first then. */
    void look() {
        List<Meddlers.Deed> deeds = keeper.meddlers().take();
        if (!deeds.isEmpty()) {
            keeper.swapper().alone(() -> deeds.forEach(this::undo));
        }
    }

    private void undo(Meddlers.Deed deed) {
        String words = deed.culprit().getSymbolicName() + " has stopped " + deed.name() + " or taken it away at "
                + deed.at().truncatedTo(ChronoUnit.SECONDS);
        try {
            Optional<Bundle> victim = present(deed);
            if (victim.isPresent() && !Installation.runs(victim.get())) {
                Lifecycle.start(victim.get(), keeper.startLimit());
            }
            words += "; it runs again";
        } catch (BundleException | RuntimeException e) {
            words += "; it does not come back: " + e.getMessage();
        }
        LOG.error("{}", words);
        history.note("keeper", deed.name(), "", "", "", SwapOutcome.RESTARTED, words);
        said.removeIf(each -> each.at().isBefore(Instant.now().minus(SAID_FOR)));
        said.add(new Said(deed.at(), deed.culprit().getBundleId(), words));
        long times = said.stream().filter(each -> each.culprit() == deed.culprit().getBundleId()).count();
        if (times > MOST && Installation.runs(deed.culprit())) {
            setAside(deed.culprit());
        }
    }

    /** A jar that the keeper has put in comes back as after a start, on trial. */
    private Optional<Bundle> present(Meddlers.Deed deed) throws BundleException {
        if (deed.victim().getState() != Bundle.UNINSTALLED) {
            return Optional.of(deed.victim());
        }
        if (JarStore.shipped(deed.victim()).isPresent()) {
            Bundle again = context.installBundle(deed.victim().getLocation());
            again.adapt(BundleStartLevel.class).setStartLevel(deed.level());
            return Optional.of(again);
        }
        deed.good().ifPresent(good -> keeper.swapper().restore(good, good.by()));
        return Optional.empty();
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
        Instant recently = Instant.now().minus(SAID_FOR);
        new ArrayList<>(said).stream().filter(each -> each.at().isAfter(recently))
                .forEach(each -> log.warn("{}", each.words()));
        log.info("No other bundle was stopped by one");
        return new Result(log);
    }
}

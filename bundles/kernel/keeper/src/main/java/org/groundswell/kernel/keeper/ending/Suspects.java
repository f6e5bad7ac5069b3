package org.groundswell.kernel.keeper.ending;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.groundswell.kernel.api.health.HealthTags;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.keeper.Newcomers;
import org.groundswell.kernel.keeper.NodeKeeper;
import org.groundswell.kernel.keeper.Runs;
import org.groundswell.kernel.keeper.history.History;
import org.groundswell.shared.loops.Loop;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may have ended the node, where nobody has seen it: {@code Runtime.halt}, a heap that is full. Says it, and keeps a
 * suspect out when the node has ended three times in a row soon after its start. If it ends without that one as well,
 * that one comes back: what is innocent is never locked out.
 */
@Component(service = {HealthCheck.class, Suspects.class}, immediate = true, property = {HealthCheck.NAME + "=suspects",
    HealthCheck.TAGS + "=" + HealthTags.READY})
public final class Suspects implements HealthCheck {
    private static final Logger LOG = LoggerFactory.getLogger(Suspects.class);
    /** A run as long as that went well. */
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration SAID_FOR = Duration.ofDays(1);
    private static final int IN_A_ROW = 3;

    private final Bundle framework;
    private final Newcomers newcomers;
    private final History history;
    private final Path crashes;
    private final InstantSource clock;
    private final Runs runs;
    private final Loop loop = Loop.of("suspects");

    @Activate
    public Suspects(BundleContext context, @Reference NodeKeeper keeper, @Reference History history) {
        this(context, keeper, history, InstantSource.system(),
                Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime()));
        loop.every(LONG, this::lives);
    }

    /** @param began when this process began */
    Suspects(BundleContext context, NodeKeeper keeper, History history, InstantSource clock, Instant began) {
        NodeFolder node = NodeFolder.of(context);
        this.framework = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION);
        this.newcomers = keeper.newcomers();
        this.history = history;
        this.crashes = node.resolve("data/logs/crashes/list");
        this.clock = clock;
        this.runs = new Runs(node.resolve("data/keeper/runs.json"));
        if (runs.now().began() != began.toEpochMilli()) {
            inquire();
            runs.become(last -> last.begins(began));
        }
    }

    /** Who is suspected, and why. */
    private record Suspect(Newcomers.Newcomer newcomer, String why, boolean sure) {
    }

    @Deactivate
    void stop() {
        loop.close();
        if (framework.getState() == Bundle.STOPPING) {
            runs.become(Runs.Run::ends);
        }
    }

    /** The node has run for a while now. */
    void lives() {
        runs.become(now -> now.lives(clock.instant().minus(LONG)));
    }

    /** Memory is short, and this bundle has most of it, as the words say; nobody and "" when that is over. */
    public void holds(Optional<HeapHolders.Holder> holder, String words) {
        runs.become(now -> now.holds(holder.map(HeapHolders.Holder::bundle).orElse(""),
                holder.filter(HeapHolders.Holder::sure).isPresent(), words));
    }

    private void inquire() {
        Runs.Run last = runs.now();
        try {
            Optional<Ending> ending = last.began() == 0 ? Optional.empty()
                    : Ending.last(crashes, Instant.ofEpochMilli(last.began()));
            if (ending.isPresent() && ending.get().kind() != Ending.Kind.EXPLAINED) {
                inquire(last, ending.get());
            }
        } catch (IOException | RuntimeException e) {
            LOG.error("Who may have ended the node cannot be told: {}", e.toString());
        }
    }

    private void inquire(Runs.Run last, Ending ending) {
        int row = last.lived() ? 0 : last.row() + 1;
        var innocent = new ArrayList<>(last.innocent());
        Runs.Aside aside = last.aside();
        boolean doubted = aside != null && !aside.sure() && newcomers.isBarred(aside.sha256());
        // A machine that goes down says nothing for who was set aside.
        boolean unseen = ending.kind() == Ending.Kind.UNSEEN;
        if (doubted && !unseen) {
            newcomers.bringBack(aside, "the node ended without it as well, so it was not the cause");
            innocent.add(aside.sha256());
            aside = null;
        }
        Optional<Suspect> found = suspect(last, ending, innocent);
        String said = said(ending, found, last);
        if (found.isPresent() && found.get().newcomer() != null) {
            Suspect suspect = found.get();
            if (suspect.newcomer().needed()) {
                said += ". Donors could not give without it, so it stays in: put in another version";
            } else if (row >= (doubted && unseen ? 2 * IN_A_ROW : IN_A_ROW) && suspect.newcomer().good()) {
                String reason = "the node ended " + row + " times in a row soon after its start, and " + suspect.why();
                newcomers.setAside(suspect.newcomer(), reason);
                aside = new Runs.Aside(suspect.newcomer().jar().sha256(), suspect.newcomer().by(), suspect.sure(),
                        suspect.newcomer().name() + " is set aside: " + reason
                                + "; the shell's groundswell:swap tries it again");
                said += ". After " + row + " such ends in a row it is set aside";
            } else {
                said += ". If that goes on, take it out: " + wayOut(suspect.newcomer());
            }
        }
        if (!said.isEmpty()) {
            LOG.error("{}", said);
        }
        Runs.Aside kept = aside;
        String words = said;
        runs.become(now -> now.judged(row, kept, List.copyOf(innocent), words, ending.at()));
    }

    private static String wayOut(Newcomers.Newcomer newcomer) {
        return newcomer.by().startsWith("deploy/") ? "delete " + newcomer.by().replace(" removed", "")
                : "groundswell:rollback " + newcomer.jar().symbolicName();
    }

    private Optional<Suspect> suspect(Runs.Run last, Ending ending, List<String> innocent) {
        List<Newcomers.Newcomer> all = newcomers.all().stream()
                .filter(each -> !innocent.contains(each.jar().sha256())).toList();
        Ending.Kind kind = ending.kind();
        boolean memory = kind == Ending.Kind.MEMORY || kind == Ending.Kind.UNSEEN;
        if (memory && !last.held().isEmpty()) {
            return Optional.of(new Suspect(all.stream().filter(each -> each.jar().symbolicName().equals(last.holder()))
                    .findFirst().orElse(null), last.held(), last.heldForSure()));
        }
        if (kind == Ending.Kind.BY_ITSELF || kind == Ending.Kind.UNSEEN) {
            for (Newcomers.Newcomer each : all) {
                Optional<String> caller = HaltCalls.of(each.jar());
                if (caller.isPresent()) {
                    return Optional.of(new Suspect(each, "its class " + caller.get() + " calls Runtime.halt", false));
                }
            }
        }
        return kind == Ending.Kind.UNSEEN ? Optional.empty() : all.stream()
                .filter(each -> each.came().toEpochMilli() > last.well()).findFirst()
                .map(each -> new Suspect(each, "it came last, at " + each.came().truncatedTo(ChronoUnit.SECONDS)
                        + ", and nothing else speaks against it", false));
    }

    private String said(Ending ending, Optional<Suspect> found, Runs.Run last) {
        Optional<String> settings = ending.kind() == Ending.Kind.UNSEEN ? Optional.empty()
                : history.lastSettings(Instant.ofEpochMilli(last.well()));
        if (found.isEmpty() && settings.isEmpty()) {
            return "";
        }
        String what = found.filter(suspect -> ending.what().contains(suspect.why())).isPresent() ? ""
                : " (" + ending.what() + ")";
        return "The node ended at " + ending.at() + what + found.map(suspect -> suspect.newcomer() == null
                ? "; " + suspect.why() : "; the suspect is " + suspect.newcomer().name() + ", by "
                        + suspect.newcomer().by() + ": " + suspect.why()).orElse("")
                + (found.filter(Suspect::sure).isPresent() ? "" : settings.map(each -> "; changed before that were the "
                        + each).orElse(""));
    }

    @Override
    public Result execute() {
        var log = new FormattingResultLog();
        Runs.Run now = runs.now();
        boolean fresh = Instant.ofEpochMilli(now.saidAt()).plus(SAID_FOR).isAfter(clock.instant());
        if (fresh && !now.said().isEmpty()) {
            log.warn("{}", now.said());
        }
        if (now.aside() != null && newcomers.isBarred(now.aside().sha256())) {
            log.warn("{}", now.aside().reason());
        }
        log.info("No bundle is suspected beyond that of ending the node");
        return new Result(log);
    }
}

package org.groundswell.kernel.retention;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.groundswell.kernel.api.loops.LoopStatus.Need;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.api.retention.KeptData;
import org.groundswell.kernel.api.retention.Overdue;
import org.groundswell.shared.loops.Loop;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Once a day has everything deleted that was kept for its whole term. One kind that fails keeps no other from it. */
@Component(service = RetentionJob.class, immediate = true, configurationPid = "org.groundswell.kernel.retention")
@Designate(ocd = RetentionJob.Config.class)
public final class RetentionJob {
    private static final Logger LOG = LoggerFactory.getLogger(RetentionJob.class);
    private static final Duration TICK = Duration.ofMinutes(10);
    /** Not while a node is still busy with its start. */
    private static final Duration FIRST = Duration.ofSeconds(20);
    private static final Duration LONGEST_ROUND = Duration.ofHours(6);

    private final Rounds rounds;
    private final Clock clock;
    private final List<KeptData> kept = new CopyOnWriteArrayList<>();
    private final Loop loop = Loop.of("retention", Need.OTHER, LONGEST_ROUND);

    /** Settings of the daily round. */
    @ObjectClassDefinition(name = "Groundswell: when old personal data is deleted")
    public @interface Config {
        @AttributeDefinition(description = "The hour of the day, UTC, at which what was kept long enough is deleted: one"
                + " at which few give", min = "0", max = "23")
        int hour() default 3;
    }

    @Activate
    public RetentionJob(BundleContext context, Config config) {
        this(new Rounds(NodeFolder.of(context).resolve("data/retention/last-round"), config.hour()),
                Clock.systemUTC());
        loop.every(TICK, FIRST, this::look);
    }

    RetentionJob(Rounds rounds, Clock clock) {
        this.rounds = rounds;
        this.clock = clock;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindKept(KeptData data) {
        kept.add(data);
    }

    void unbindKept(KeptData data) {
        kept.remove(data);
    }

    @Deactivate
    void stop() {
        loop.close();
    }

    void look() throws IOException {
        Instant now = clock.instant();
        Rounds.Step step = rounds.next(now);
        if (step == Rounds.Step.WAIT) {
            return;
        }
        rounds.begun(now);
        for (KeptData each : kept) {
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            round(each, step == Rounds.Step.DELETE, now);
        }
    }

    /** What the next round would delete, a line for each kind. */
    List<String> preview() {
        Instant now = clock.instant();
        return kept.stream().sorted(Comparator.comparing(KeptData::name)).map(each -> preview(each, now)).toList();
    }

    private static void round(KeptData data, boolean delete, Instant now) {
        try {
            Overdue overdue = delete ? data.delete(now) : data.overdue(now);
            if (overdue.count() > 0) {
                LOG.info("{} ({}): {} {}", data.name(), data.term(), overdue.count(), delete ? "deleted"
                        : "would go; nothing is deleted before the next daily round has the same clock");
            }
            if (!overdue.left().isEmpty()) {
                LOG.warn("{} ({}): {}", data.name(), data.term(), overdue.left());
            }
        } catch (IOException | RuntimeException e) {
            LOG.error("{}: what is too old stays for now: {}", data.name(), e.toString());
        }
    }

    private static String preview(KeptData data, Instant now) {
        try {
            Overdue overdue = data.overdue(now);
            return data.name() + " (" + data.term() + "): " + overdue.count() + " would be deleted"
                    + (overdue.left().isEmpty() ? "" : "; " + overdue.left());
        } catch (IOException | RuntimeException e) {
            return data.name() + ": cannot be looked at: " + e.getMessage();
        }
    }
}

package org.groundswell.stats.service;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.execution.HealthCheckExecutor;
import org.apache.felix.hc.api.execution.HealthCheckSelector;
import org.groundswell.kernel.api.health.HealthTags;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.api.ports.Port;
import org.groundswell.kernel.api.records.SharedRecords;
import org.groundswell.shared.loops.Loop;
import org.groundswell.shared.records.SharedJournal;
import org.groundswell.stats.api.FigureHistory;
import org.groundswell.stats.api.Figures;
import org.groundswell.stats.api.NodeFigures;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the other nodes over one database every few seconds how this one is, and hears how they are. Thread-safe. */
@Port(port = "stats.nodes")
@Component(service = NodeFigures.class, immediate = true, configurationPid = "org.groundswell.stats.nodes")
@Designate(ocd = SharedNodes.Config.class)
public final class SharedNodes implements NodeFigures {
    private static final Logger LOG = LoggerFactory.getLogger(SharedNodes.class);
    private static final Duration PERIOD = Duration.ofSeconds(5);
    private static final Duration LATELY = Duration.ofMinutes(5);
    private static final Duration GOODBYE = Duration.ofSeconds(2);
    private static final int LONGEST_NAME = 200;
    private static final int MOST = 100;

    private final String name;
    private final String release;
    private final RequestCounter requests;
    private final FigureHistory history;
    private final Clock clock;
    private final HeardNodes heard;
    private final SharedJournal journal;
    private final Loop loop = Loop.of("nodes");
    private volatile boolean fit = true;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile HealthCheckExecutor checks;

    /** Settings of a node among others. */
    @ObjectClassDefinition(name = "Groundswell stats: this node among others")
    public @interface Config {
        @AttributeDefinition(description = "What this node is called on Tonight, where several have one database; another"
                + " name at each. Empty: its host and the folder of its data")
        String name() default "";
    }

    @Activate
    public SharedNodes(BundleContext context, Config config, @Reference RequestCounter requests,
            @Reference MinuteRecorder history) {
        this(config.name().isBlank() ? place(context) : config.name().strip(),
                context.getBundle().getVersion().toString(), requests, history, Clock.systemUTC());
        // The database's bundle may stop before this one does.
        context.addBundleListener((SynchronousBundleListener) event -> {
            if (event.getBundle().getBundleId() == Constants.SYSTEM_BUNDLE_ID && event.getType() == BundleEvent.STOPPING) {
                sayGoodbye();
            }
        });
        loop.every(PERIOD, Duration.ZERO, this::tell);
    }

    SharedNodes(String name, String release, RequestCounter requests, FigureHistory history, Clock clock) {
        this.name = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
        this.release = release;
        this.requests = requests;
        this.history = history;
        this.clock = clock;
        this.heard = new HeardNodes(clock);
        this.journal = new SharedJournal("nodes", SharedJournal.Legacy.NONE, this::hear);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindRecords(SharedRecords records) {
        journal.use(records);
    }

    void unbindRecords(SharedRecords records) {
        journal.leave(records);
    }

    @Deactivate
    void close() {
        loop.close();
        journal.close();
    }

    /** Whoever is stopped on purpose is missed by nobody. A stop does not wait long for a database that is away. */
    void sayGoodbye() {
        loop.close();
        if (journal.isShared()) {
            Thread last = Thread.ofVirtual().name("nodes-goodbye").start(() -> write(report().gone()));
            try {
                last.join(GOODBYE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public Optional<AllNodes> now() {
        return journal.isShared() ? Optional.of(heard.all(name, report())) : Optional.empty();
    }

    void tell() {
        if (journal.isShared()) {
            fit = isFit();
            write(report());
        }
    }

    private void hear() {
        heard.hear(journal.newest(_ -> true, MOST));
    }

    private void write(NodeReport report) {
        try {
            journal.refresh();
            journal.put(Map.of(name, report.json()));
        } catch (IOException | RuntimeException e) {
            // Health names the database; the others miss this node until it is back.
            LOG.debug("The other nodes are not told how this one is", e);
        }
    }

    private NodeReport report() {
        Instant now = clock.instant();
        List<Figures> minutes = history.series(now.minus(LATELY), now, 10);
        return new NodeReport(now.toString(), false, release, fit, requests.visitors().now(),
                minutes.stream().mapToLong(Figures::requests).sum(), minutes.stream().mapToLong(Figures::errors).sum(),
                NodeReport.packed(requests.lastMinute()));
    }

    private boolean isFit() {
        HealthCheckExecutor asked = checks;
        return asked == null || asked.execute(HealthCheckSelector.tags(HealthTags.READY)).stream()
                .filter(each -> each.getHealthCheckMetadata().getTags().stream()
                        .anyMatch(tag -> tag.equals(HealthTags.PAGES) || tag.equals(HealthTags.GIFTS)))
                .allMatch(each -> each.getHealthCheckResult().getStatus().compareTo(Result.Status.WARN) <= 0);
    }

    /** The same over a restart, and another one for each node that may be on one host. */
    private static String place(BundleContext context) {
        String data = NodeFolder.of(context).data().toAbsolutePath().normalize().toString();
        try {
            return InetAddress.getLocalHost().getHostName() + ":" + data;
        } catch (UnknownHostException e) {
            return data;
        }
    }
}

package org.groundswell.donations.service.settlement;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.groundswell.donations.api.leases.Leases;
import org.groundswell.donations.service.gateways.Providers;
import org.groundswell.kernel.api.loops.LoopStatus.Need;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentMode;
import org.groundswell.payments.api.PaymentProvider;
import org.groundswell.shared.files.PrivateFiles;
import org.groundswell.shared.loops.Briefly;
import org.groundswell.shared.loops.Loop;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reconciles with every gateway from time to time. Up to when that was done is written to a file for each gateway, so
 * that a node that was away for a day, or a gateway that was, is caught up with completely. Of several nodes one does it
 * for each gateway, and leaves its mark with the lease for whoever follows; where no money moves each does it, because a
 * node's sandbox knows what was paid in it.
 */
@Component(service = ReconciliationJob.class, immediate = true,
        configurationPid = "org.groundswell.donations.service.reconciliation")
@Designate(ocd = ReconciliationJob.Config.class)
public final class ReconciliationJob {
    private static final Logger LOG = LoggerFactory.getLogger(ReconciliationJob.class);

    private static final Duration FIRST = Duration.ofMinutes(1);
    /** How soon a node goes on for another one that died. */
    private static final Duration TICK = Duration.ofMinutes(1);
    private static final Duration LONGEST_ROUND = Duration.ofHours(2);

    private final Providers providers;
    private final Reconciliation reconciliation;
    private final Path marks;
    private final Duration period;
    private final Duration overlap;
    private final Leases leases;
    private final Clock clock;
    private final Map<String, LeasedJob> jobs = new ConcurrentHashMap<>();
    private final Map<String, Instant> tried = new HashMap<>();
    private final Map<String, Reconciliation.Result> last = new ConcurrentHashMap<>();
    private final Loop loop = Loop.of("reconciliation", Need.OTHER, LONGEST_ROUND);

    /** Settings of the reconciliation. */
    @ObjectClassDefinition(name = "Groundswell donations: reconciliation with the gateways")
    public @interface Config {
        @AttributeDefinition(description = "Minutes between two rounds", min = "1", max = "10080")
        int periodMinutes() default 60;

        @AttributeDefinition(description = "Hours that each round looks further back than the one before ended; longer"
                + " than a bank takes to carry out an order", min = "1", max = "8760")
        int overlapHours() default 360;
    }

    @Activate
    public ReconciliationJob(BundleContext context, @Reference Providers providers,
            @Reference Reconciliation reconciliation, @Reference Leases leases, Config config) {
        this(context, providers, reconciliation, leases, Clock.systemUTC(), config);
        loop.every(TICK, FIRST, this::tick);
    }

    ReconciliationJob(BundleContext context, Providers providers, Reconciliation reconciliation, Leases leases,
            Clock clock, Config config) {
        this.providers = providers;
        this.reconciliation = reconciliation;
        this.marks = NodeFolder.of(context).resolve("data/reconciliation");
        this.period = Duration.ofMinutes(config.periodMinutes());
        this.overlap = Duration.ofHours(config.overlapHours());
        this.leases = leases;
        this.clock = clock;
    }

    @Deactivate
    void stop() {
        loop.close();
        Briefly.run("reconciliation leaves", () -> jobs.values().forEach(LeasedJob::end));
    }

    /** What came of the last round with each gateway that is there, by its name. */
    public Map<String, Reconciliation.Result> last() {
        var there = new TreeMap<>(last);
        there.keySet().removeIf(name -> !providers.isThere(name));
        return there;
    }

    /** Reconciles with each gateway whose turn has come, where that is this node's. */
    synchronized void tick() {
        forget();
        for (PaymentProvider provider : providers.all()) {
            if (loop.isClosed()) {
                return;
            }
            if (providers.availability().isKeyRefused(provider.name())) {
                tryKey(provider);
            }
            switch (whose(provider)) {
                case OURS -> {
                    Instant before = tried.get(provider.name());
                    if (before == null || !before.plus(period).isAfter(clock.instant())) {
                        reconcile(provider);
                    }
                }
                case ANOTHERS -> {
                    // It tells of it, and it may go away at any moment.
                    tried.remove(provider.name());
                    last.remove(provider.name());
                }
                case UNKNOWN -> { }
            }
        }
    }

    /** A node whose key is refused gets no donors, who would find out when it is taken again. */
    private void tryKey(PaymentProvider provider) {
        try {
            provider.payments(clock.instant(), null);
            tried.remove(provider.name());
        } catch (PaymentException | RuntimeException e) {
            LOG.debug("{} does not take the key yet: {}", provider.name(), e.getMessage());
        }
    }

    /** Reconciles now, with each gateway, whoever else does: somebody wants to know. */
    synchronized List<Reconciliation.Result> round() {
        forget();
        return providers.all().stream().map(this::reconcile).toList();
    }

    private LeasedJob.Whose whose(PaymentProvider provider) {
        if (!isTest(provider)) {
            return job(provider.name()).begin();
        }
        // It may have been live: that is for the nodes where it still is.
        job(provider.name()).end();
        return LeasedJob.Whose.OURS;
    }

    private boolean isTest(PaymentProvider provider) {
        return providers.mode(provider).filter(mode -> mode == PaymentMode.TEST).isPresent();
    }

    private LeasedJob job(String gateway) {
        return jobs.computeIfAbsent(gateway, name -> new LeasedJob("reconciliation " + name, leases));
    }

    /** Gateways that are gone. */
    private void forget() {
        List<String> there = providers.all().stream().map(PaymentProvider::name).toList();
        last.keySet().retainAll(there);
        jobs.forEach((name, job) -> {
            if (!there.contains(name)) {
                job.end();
            }
        });
    }

    private Reconciliation.Result reconcile(PaymentProvider provider) {
        String name = provider.name();
        tried.put(name, clock.instant());
        Reconciliation.Result result = asked(provider);
        Reconciliation.Result before = last.put(name, result);
        result.brokenOff().ifPresent(why -> LOG.warn("Reconciliation with {} did not come to its end; the next round"
                + " begins where this one did: {}", name, why));
        if (before == null || result.count() != before.count()
                || !result.differences().equals(before.differences())) {
            result.differences().forEach(each -> LOG.error("Reconciliation: {}", each));
        }
        return result;
    }

    private Reconciliation.Result asked(PaymentProvider provider) {
        Instant begun = clock.instant();
        Instant since = Instant.EPOCH;
        try {
            boolean test = isTest(provider);
            Instant done = mark(provider.name(), test);
            since = done.isAfter(Instant.EPOCH.plus(overlap)) ? done.minus(overlap) : Instant.EPOCH;
            Reconciliation.Result result = reconciliation.reconcile(provider, since, true);
            if (result.brokenOff().isEmpty()) {
                note(provider.name(), test, begun);
            }
            return result;
        } catch (IOException e) {
            return new Reconciliation.Result(provider.name(), since, 0, 0, 0, List.of(), Optional.of(e.toString()));
        }
    }

    private Instant mark(String name, boolean test) throws IOException {
        Path file = file(name, test);
        Instant own = Files.exists(file) ? instant(Files.readString(file)) : Instant.EPOCH;
        if (test) {
            return own;
        }
        Instant shared = job(name).mark().map(ReconciliationJob::instant).orElse(Instant.EPOCH);
        return own.isAfter(shared) ? own : shared;
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text.strip());
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }

    private void note(String name, boolean test, Instant done) throws IOException {
        Files.createDirectories(marks);
        PrivateFiles.replace(file(name, test), done + "\n");
        if (!test) {
            job(name).note(done.toString());
        }
    }

    /** What was tested says nothing about what is real. */
    private Path file(String name, boolean test) {
        return marks.resolve(test ? name + ".test" : name);
    }
}

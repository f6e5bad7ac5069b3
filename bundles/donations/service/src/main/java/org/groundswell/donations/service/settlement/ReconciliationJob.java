package org.groundswell.donations.service.settlement;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.groundswell.donations.service.gateways.Providers;
import org.groundswell.kernel.api.loops.LoopStatus.Need;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.payments.api.PaymentProvider;
import org.groundswell.shared.files.PrivateFiles;
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
 * that a node that was away for a day, or a gateway that was, is caught up with completely.
 */
@Component(service = ReconciliationJob.class, immediate = true,
        configurationPid = "org.groundswell.donations.service.reconciliation")
@Designate(ocd = ReconciliationJob.Config.class)
public final class ReconciliationJob {
    private static final Logger LOG = LoggerFactory.getLogger(ReconciliationJob.class);

    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration LONGEST_ROUND = Duration.ofHours(2);

    private final Providers providers;
    private final Reconciliation reconciliation;
    private final Path marks;
    private final Duration overlap;
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
            @Reference Reconciliation reconciliation, Config config) {
        this.providers = providers;
        this.reconciliation = reconciliation;
        this.marks = NodeFolder.of(context).resolve("data/reconciliation");
        this.overlap = Duration.ofHours(config.overlapHours());
        loop.every(Duration.ofMinutes(config.periodMinutes()), FIRST, this::round);
    }

    @Deactivate
    void stop() {
        loop.close();
    }

    /** What came of the last round with each gateway, by its name. */
    public Map<String, Reconciliation.Result> last() {
        return new TreeMap<>(last);
    }

    /** Reconciles now, with each gateway. */
    synchronized List<Reconciliation.Result> round() {
        last.keySet().retainAll(providers.all().stream().map(PaymentProvider::name).toList());
        return providers.all().stream().map(this::reconcile).toList();
    }

    private Reconciliation.Result reconcile(PaymentProvider provider) {
        String name = provider.name();
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
        Instant begun = Instant.now();
        Instant since = Instant.EPOCH;
        try {
            Instant done = mark(provider.name());
            since = done.isAfter(Instant.EPOCH.plus(overlap)) ? done.minus(overlap) : Instant.EPOCH;
            Reconciliation.Result result = reconciliation.reconcile(provider, since, true);
            if (result.brokenOff().isEmpty()) {
                note(provider.name(), begun);
            }
            return result;
        } catch (IOException e) {
            return new Reconciliation.Result(provider.name(), since, 0, 0, 0, List.of(), Optional.of(e.toString()));
        }
    }

    private Instant mark(String name) throws IOException {
        Path file = marks.resolve(name);
        try {
            return Files.exists(file) ? Instant.parse(Files.readString(file).strip()) : Instant.EPOCH;
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }

    private void note(String name, Instant done) throws IOException {
        Files.createDirectories(marks);
        PrivateFiles.replace(marks.resolve(name), done + "\n");
    }
}

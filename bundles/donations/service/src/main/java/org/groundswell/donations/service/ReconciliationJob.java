package org.groundswell.donations.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.groundswell.kernel.api.LoopStatus.Need;
import org.groundswell.kernel.api.NodeFolder;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentProvider;
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
    private final Map<String, List<String>> differences = new ConcurrentHashMap<>();
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

    /** What did not agree in the last round with each gateway. */
    List<String> differences() {
        var all = new ArrayList<String>();
        new TreeMap<>(differences).values().forEach(all::addAll);
        return all;
    }

    /** Reconciles now; one line for each gateway. */
    synchronized List<String> round() {
        return providers.all().stream().map(this::reconcile).toList();
    }

    private String reconcile(PaymentProvider provider) {
        String name = provider.name();
        try {
            Instant begun = Instant.now();
            Instant done = mark(name);
            Instant since = done.isAfter(Instant.EPOCH.plus(overlap)) ? done.minus(overlap) : Instant.EPOCH;
            Reconciliation.Result result = reconciliation.reconcile(provider, since, true);
            note(name, begun);
            List<String> before = differences.put(name, result.differences());
            if (!result.differences().equals(before)) {
                result.differences().forEach(each -> LOG.error("Reconciliation: {}", each));
            }
            return name + ": " + result.payments() + " payments since " + result.since() + ", " + result.settled()
                    + " settled, " + result.differences().size() + " differences";
        } catch (PaymentException | IOException | RuntimeException e) {
            LOG.warn("Reconciliation with {} did not come to its end; the next round begins where this one did: {}",
                    name, e.getMessage());
            return name + ": not finished, " + e.getMessage();
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
        Path next = marks.resolve(name + ".new");
        Files.writeString(next, done + "\n");
        Files.move(next, marks.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}

package org.groundswell.donations.service.settlement;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.groundswell.donations.api.Cause;
import org.groundswell.donations.api.Ledger;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentPage;
import org.groundswell.payments.api.PaymentProvider;
import org.groundswell.payments.api.PaymentReport;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Lays the gateway's list beside the ledger, settles what no notification has told, and names what does not agree. Both
 * are read page by page, and nothing that grows with them is kept in memory.
 */
@Component(service = Reconciliation.class)
public final class Reconciliation {
    private static final int PAGE = 500;
    /** Gateways and nodes have clocks of their own. */
    private static final Duration CLOCKS = Duration.ofMinutes(10);

    private final Ledger ledger;
    private final Settlement settlement;
    private final Comparison comparison;
    private final Path folder;
    private final Clock clock;

    @Activate
    public Reconciliation(BundleContext context, @Reference Ledger ledger, @Reference Settlement settlement) {
        this(ledger, settlement, NodeFolder.of(context).resolve("data/reconciliation"), Clock.systemUTC());
    }

    Reconciliation(Ledger ledger, Settlement settlement, Path folder, Clock clock) {
        this.ledger = ledger;
        this.settlement = settlement;
        this.comparison = new Comparison(ledger);
        this.folder = folder;
        this.clock = clock;
    }

    /**
     * What came of it.
     *
     * @param payments    how many the gateway has listed
     * @param settled     how many of them the ledger had not heard of, or not all
     * @param count       how many differences there are
     * @param differences what still does not agree, one sentence each, with ids only: the first hundred, and where the
     *                    rest is
     * @param brokenOff   why it did not come to its end, or nothing where it did
     */
    public record Result(String provider, Instant since, long payments, long settled, long count,
            List<String> differences, Optional<String> brokenOff) {
    }

    /** One comparison on its way. */
    private static final class Round {
        private final PaymentProvider provider;
        private final boolean settles;
        private final ListedPayments listed;
        private final Differences differences;
        private final CursorCheck cursors = new CursorCheck();
        private long settled;
        private Instant complete;

        Round(PaymentProvider provider, Instant since, boolean settles, ListedPayments listed,
                Differences differences) {
            this.provider = provider;
            this.settles = settles;
            this.listed = listed;
            this.differences = differences;
            this.complete = since;
        }

        Result result(Instant since, Optional<String> brokenOff) {
            return new Result(provider.name(), since, listed.size(), settled, differences.count(),
                    differences.sentences(), brokenOff);
        }
    }

    /**
     * Everything that was begun since then. What was settled stays settled, also where the rest could not be looked at.
     *
     * @param settles whether the ledger is to follow the gateway, or everything is only compared
     */
    Result reconcile(PaymentProvider provider, Instant since, boolean settles) {
        try {
            prepareFolder();
            var differences = new Differences(folder.resolve((settles ? "reconcile-" : "audit-") + provider.name()
                    + ".txt"));
            try (var listed = new ListedPayments(folder)) {
                var round = new Round(provider, since, settles, listed, differences);
                Optional<String> brokenOff = brokenOff(round, since);
                differences.finish();
                return round.result(since, brokenOff);
            }
        } catch (IOException e) {
            return new Result(provider.name(), since, 0, 0, 0, List.of(), Optional.of(e.toString()));
        }
    }

    private void prepareFolder() throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder.toAbsolutePath().getParent());
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(
                    PosixFilePermissions.fromString("rwx------")));
        }
    }

    private Optional<String> brokenOff(Round round, Instant since) {
        try {
            readList(round, since);
            new Unlisted(ledger, round.provider, round.listed, round.differences, clock).find(
                    round.complete.plus(CLOCKS), CLOCKS, PAGE);
            return Optional.empty();
        } catch (PaymentException | RuntimeException e) {
            return Optional.of(String.valueOf(e.getMessage() == null ? e : e.getMessage()));
        } catch (IOException e) {
            return Optional.of("the list could not be sorted on the disk, " + e.getMessage());
        }
    }

    private void readList(Round round, Instant since) throws PaymentException, IOException {
        String cursor = null;
        do {
            PaymentPage page = round.provider.payments(since, cursor);
            round.complete = page.complete().isAfter(round.complete) ? page.complete() : round.complete;
            for (PaymentReport report : page.payments()) {
                round.listed.add(report.paymentId());
                look(round, report);
            }
            for (var each : page.unreadable()) {
                if (each.paymentId() != null) {
                    round.listed.add(each.paymentId());
                }
                round.differences.add(round.provider.name() + " tells what cannot be understood: " + each.reason());
            }
            cursor = page.next();
            round.cursors.check(cursor);
        } while (cursor != null);
    }

    /** What a record throws is a difference of that record, and the next is looked at; not so when memory is used up. */
    private void look(Round round, PaymentReport report) {
        try {
            Comparison.Outcome outcome = comparison.compare(round.provider.name(), report);
            if (outcome.open() && round.settles) {
                settlement.settle(round.provider, report.paymentId(), null, Cause.RECONCILIATION);
                outcome = comparison.compare(round.provider.name(), report);
                round.settled += outcome.open() ? 0 : 1;
            }
            outcome.difference().ifPresent(round.differences::add);
        } catch (PaymentException | RuntimeException | StackOverflowError | LinkageError e) {
            round.differences.add("payment " + report.paymentId() + " at " + round.provider.name()
                    + " could not be settled: " + (e.getMessage() == null ? e : e.getMessage()));
        }
    }
}

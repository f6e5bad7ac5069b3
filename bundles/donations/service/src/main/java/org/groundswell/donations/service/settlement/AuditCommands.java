package org.groundswell.donations.service.settlement;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.felix.service.command.Descriptor;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.Recount;
import org.groundswell.donations.service.gateways.Providers;
import org.groundswell.payments.api.PaymentProvider;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The shell's {@code groundswell:audit} and {@code groundswell:reconcile}. */
@Component(service = AuditCommands.class, property = {"osgi.command.scope=groundswell", "osgi.command.function=audit",
    "osgi.command.function=reconcile"})
public final class AuditCommands {
    private final Ledger ledger;
    private final Providers providers;
    private final Reconciliation reconciliation;
    private final ReconciliationJob job;

    @Activate
    public AuditCommands(@Reference Ledger ledger, @Reference Providers providers,
            @Reference Reconciliation reconciliation, @Reference ReconciliationJob job) {
        this.ledger = ledger;
        this.providers = providers;
        this.reconciliation = reconciliation;
        this.job = job;
    }

    /**
     * Adds up all entries anew, compares them with the totals and with what each gateway knows; changes nothing.
     *
     * @throws CommandFailedException if something does not agree, or could not be compared to the end
     */
    @Descriptor("Adds up all entries anew and compares them with the totals and with each gateway; changes nothing")
    public synchronized String audit() {
        var lines = new ArrayList<String>();
        var differences = new ArrayList<String>();
        for (Recount recount : ledger.recount()) {
            String what = recount.campaign()
                    + (recount.rehearsal() == 0 ? "" : ", tests of rehearsal " + recount.rehearsal());
            lines.add(what + ": " + recount.total() + " of " + recount.totalCount() + " donations");
            if (!recount.agrees()) {
                differences.add(what + ": the total is " + recount.total() + " of "
                        + recount.totalCount() + ", the entries add up to " + recount.entries() + " of "
                        + recount.entriesCount() + ", the donations to " + recount.donations() + " of "
                        + recount.donationsCount());
            }
        }
        long count = differences.size();
        boolean brokenOff = false;
        for (PaymentProvider provider : providers.all()) {
            var result = reconciliation.reconcile(provider, Instant.EPOCH, false);
            lines.add(provider.name() + ": " + result.payments() + " payments compared"
                    + result.brokenOff().map(why -> ", then it broke off: " + why).orElse(""));
            differences.addAll(result.differences());
            count += result.count();
            brokenOff |= result.brokenOff().isPresent();
        }
        for (String problem : providers.problems()) {
            lines.add(problem);
            brokenOff = true;
        }
        lines.addAll(differences);
        lines.add(count > 0 ? count + " difference(s)." : brokenOff ? "Not compared to the end."
                : "No differences.");
        return answer(lines, count > 0 || brokenOff);
    }

    /**
     * Settles what no notification has told, now.
     *
     * @throws CommandFailedException if something does not agree, or could not be asked to the end
     */
    @Descriptor("Asks each gateway for what no notification has told, and settles it now")
    public String reconcile() {
        List<Reconciliation.Result> results = job.round();
        var lines = new ArrayList<String>();
        boolean failed = false;
        for (var result : results) {
            lines.add(result.provider() + ": " + result.payments() + " payments since " + result.since() + ", "
                    + result.settled() + " settled, " + result.count() + " differences"
                    + result.brokenOff().map(why -> ", not finished: " + why).orElse(""));
            lines.addAll(result.differences());
            failed |= result.count() > 0 || result.brokenOff().isPresent();
        }
        List<String> problems = providers.problems();
        lines.addAll(problems);
        if (lines.isEmpty()) {
            lines.add("There is no payment provider.");
        }
        return answer(lines, failed || !problems.isEmpty());
    }

    private static String answer(List<String> lines, boolean failed) {
        String text = String.join("\n", lines);
        if (failed) {
            throw new CommandFailedException(text);
        }
        return text;
    }
}

package org.groundswell.donations.service;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.Recount;
import org.groundswell.payments.api.PaymentException;
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

    /** Adds up all entries anew, compares them with the totals and with what each gateway knows; changes nothing. */
    public String audit() {
        var lines = new ArrayList<String>();
        var differences = new ArrayList<String>();
        for (Recount recount : ledger.recount()) {
            lines.add(recount.campaign() + ": " + recount.total() + " of " + recount.totalCount() + " donations");
            if (!recount.agrees()) {
                differences.add(recount.campaign() + ": the total is " + recount.total() + " of "
                        + recount.totalCount() + ", the entries add up to " + recount.entries() + " of "
                        + recount.entriesCount() + ", the donations to " + recount.donations() + " of "
                        + recount.donationsCount());
            }
        }
        for (PaymentProvider provider : providers.all()) {
            try {
                var result = reconciliation.reconcile(provider, Instant.EPOCH, false);
                lines.add(provider.name() + ": " + result.payments() + " payments compared");
                differences.addAll(result.differences());
            } catch (PaymentException e) {
                differences.add(provider.name() + " could not be compared: " + e.getMessage());
            }
        }
        lines.addAll(differences);
        lines.add(differences.isEmpty() ? "No differences." : differences.size() + " difference(s).");
        return String.join("\n", lines);
    }

    /** Settles what no notification has told, now. */
    public String reconcile() {
        List<String> lines = job.round();
        return lines.isEmpty() ? "There is no payment provider." : String.join("\n", lines);
    }
}

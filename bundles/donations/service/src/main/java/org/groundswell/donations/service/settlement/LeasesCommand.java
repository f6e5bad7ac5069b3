package org.groundswell.donations.service.settlement;

import java.util.List;
import org.apache.felix.service.command.Descriptor;
import org.groundswell.donations.api.leases.Lease;
import org.groundswell.donations.api.leases.Leases;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The shell's {@code groundswell:leases}. */
@Component(service = LeasesCommand.class,
        property = {"osgi.command.scope=groundswell", "osgi.command.function=leases"})
public final class LeasesCommand {
    private final Leases leases;

    @Activate
    public LeasesCommand(@Reference Leases leases) {
        this.leases = leases;
    }

    /** One job a line; the fence where nodes share a ledger. */
    @Descriptor("Which of the jobs that must run once this node does now")
    public String leases() {
        List<String> lines = leases.held().stream().map(LeasesCommand::line).toList();
        return lines.isEmpty() ? "This node does no job that must run once: another one does, or the ledger is away."
                : String.join("\n", lines);
    }

    private static String line(Lease lease) {
        return lease.job() + (lease.fence() == 0 ? "" : ", fence " + lease.fence());
    }
}

package org.groundswell.kernel.health;

import java.util.Set;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.groundswell.kernel.api.health.HealthTags;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether what stands between a donor and the end of a gift can be made. */
@Component(property = {HealthCheck.NAME + "=gifts-ports", HealthCheck.TAGS + "=" + HealthTags.READY,
    HealthCheck.TAGS + "=" + HealthTags.GIFTS})
public final class GiftsPortsCheck implements HealthCheck {
    private static final Set<String> NEEDED = Set.of("donations.ledger", "donations.choices", "donations.form",
            "donations.payments", "donations.results", "donations.wait", "donations.canceled");

    private final NeededPorts ports;

    @Activate
    public GiftsPortsCheck(@Reference NeededPorts ports) {
        this.ports = ports;
    }

    @Override
    public Result execute() {
        return ports.look(NEEDED);
    }
}

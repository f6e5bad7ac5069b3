package org.groundswell.kernel.health;

import java.util.Set;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.groundswell.kernel.api.health.HealthTags;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether what brings the pages can be made. */
@Component(property = {HealthCheck.NAME + "=ports", HealthCheck.TAGS + "=" + HealthTags.READY,
    HealthCheck.TAGS + "=" + HealthTags.PAGES})
public final class PagesPortsCheck implements HealthCheck {
    private static final Set<String> NEEDED = Set.of("pages.site");

    private final NeededPorts ports;

    @Activate
    public PagesPortsCheck(@Reference NeededPorts ports) {
        this.ports = ports;
    }

    @Override
    public Result execute() {
        return ports.look(NEEDED);
    }
}

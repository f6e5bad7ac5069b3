package org.groundswell.kernel.health;

import java.util.List;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.groundswell.kernel.api.health.HealthTags;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Whether everything is there that pages need. */
@Component(property = {HealthCheck.NAME + "=services", HealthCheck.TAGS + "=" + HealthTags.READY,
    HealthCheck.TAGS + "=" + HealthTags.PAGES})
public final class PagesServicesCheck implements HealthCheck {
    private static final List<String> NEEDED = List.of("org.groundswell.edge.api.snapshots.SnapshotPublisher",
            "org.groundswell.pages.api.Pages");

    private final BundleContext context;

    @Activate
    public PagesServicesCheck(BundleContext context) {
        this.context = context;
    }

    @Override
    public Result execute() {
        return NeededServices.look(context, NEEDED);
    }
}

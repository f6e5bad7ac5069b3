package org.groundswell.kernel.health;

import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Whether everything is there that a donor needs; a service that is gone cannot say so itself. */
@Component(property = {HealthCheck.NAME + "=services", HealthCheck.TAGS + "=ready"})
public final class NeededServicesCheck implements HealthCheck {
    private static final String[] NEEDED = {"org.groundswell.edge.api.SnapshotPublisher",
        "org.groundswell.pages.api.Pages", "org.groundswell.donations.api.Ledger",
        "org.groundswell.donations.api.PaymentChoices"};

    private final BundleContext context;

    @Activate
    public NeededServicesCheck(BundleContext context) {
        this.context = context;
    }

    @Override
    public Result execute() {
        var log = new FormattingResultLog();
        for (String service : NEEDED) {
            if (context.getServiceReference(service) == null) {
                log.temporarilyUnavailable("No service {}: is its bundle started?", service);
            }
        }
        log.info("Looked for {} services", NEEDED.length);
        return new Result(log);
    }
}

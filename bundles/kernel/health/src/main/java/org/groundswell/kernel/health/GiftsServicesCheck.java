package org.groundswell.kernel.health;

import java.util.List;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.groundswell.kernel.api.health.HealthTags;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Whether everything is there that gifts need. */
@Component(property = {HealthCheck.NAME + "=gifts-services", HealthCheck.TAGS + "=" + HealthTags.READY,
    HealthCheck.TAGS + "=" + HealthTags.GIFTS})
public final class GiftsServicesCheck implements HealthCheck {
    private static final List<String> NEEDED = List.of("org.groundswell.donations.api.Ledger",
            "org.groundswell.donations.api.choices.PaymentChoices");

    private final BundleContext context;

    @Activate
    public GiftsServicesCheck(BundleContext context) {
        this.context = context;
    }

    @Override
    public Result execute() {
        return NeededServices.look(context, NEEDED);
    }
}

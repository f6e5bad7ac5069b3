package org.groundswell.edge.listener.leaving;

import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.groundswell.kernel.api.health.HealthTags;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Tells balancers of a node that is being drained: it answers, and wants no more visitors. It is not there before, so that
 * no bundle that is on probation meanwhile is blamed for a check that passed and fails now.
 */
@Component(enabled = false, property = {HealthCheck.NAME + "=drain", HealthCheck.TAGS + "=" + HealthTags.READY,
    HealthCheck.TAGS + "=" + HealthTags.PAGES, HealthCheck.RESULT_CACHE_TTL_IN_MS + ":Long=200"})
public final class DrainCheck implements HealthCheck {
    private final Departure departure;

    @Activate
    public DrainCheck(@Reference Departure departure) {
        this.departure = departure;
    }

    @Override
    public Result execute() {
        return departure.hasBegun()
                ? new Result(Result.Status.TEMPORARILY_UNAVAILABLE, "The node is being drained; its end follows")
                : new Result(Result.Status.OK, "The node stays");
    }
}

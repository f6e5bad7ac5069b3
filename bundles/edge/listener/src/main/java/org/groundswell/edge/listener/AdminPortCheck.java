package org.groundswell.edge.listener;

import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.groundswell.kernel.api.health.HealthTags;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether the console is where its settings want it. */
@Component(property = {HealthCheck.NAME + "=adminPort", HealthCheck.TAGS + "=" + HealthTags.READY})
public final class AdminPortCheck implements HealthCheck {
    private final AdminListener listener;

    @Activate
    public AdminPortCheck(@Reference AdminListener listener) {
        this.listener = listener;
    }

    @Override
    public Result execute() {
        return listener.trouble().map(why -> new Result(Result.Status.WARN, "The console answers on this machine only: " + why))
                .orElseGet(() -> new Result(Result.Status.OK, "The console is at " + listener.base()));
    }
}

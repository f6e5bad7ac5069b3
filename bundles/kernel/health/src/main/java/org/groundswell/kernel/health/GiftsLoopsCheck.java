package org.groundswell.kernel.health;

import java.util.Set;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.groundswell.kernel.api.health.HealthTags;
import org.groundswell.kernel.api.loops.LoopStatus.Need;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether the loops without which no gift is taken are at work. */
@Component(property = {HealthCheck.NAME + "=gifts-loops", HealthCheck.TAGS + "=" + HealthTags.READY,
    HealthCheck.TAGS + "=" + HealthTags.GIFTS})
public final class GiftsLoopsCheck implements HealthCheck {
    private final Loops loops;

    @Activate
    public GiftsLoopsCheck(@Reference Loops loops) {
        this.loops = loops;
    }

    @Override
    public Result execute() {
        return loops.result(Set.of(Need.GIFTS), Result.Status.CRITICAL);
    }
}

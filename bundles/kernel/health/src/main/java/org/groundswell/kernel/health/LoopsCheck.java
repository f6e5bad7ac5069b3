package org.groundswell.kernel.health;

import java.util.Set;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.groundswell.kernel.api.health.HealthTags;
import org.groundswell.kernel.api.loops.LoopStatus.Need;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether all other loops are at work. Pages that are not made anew stay as they were: that, too, is a warning. */
@Component(property = {HealthCheck.NAME + "=loops", HealthCheck.TAGS + "=" + HealthTags.READY})
public final class LoopsCheck implements HealthCheck {
    private final Loops loops;

    @Activate
    public LoopsCheck(@Reference Loops loops) {
        this.loops = loops;
    }

    @Override
    public Result execute() {
        return loops.result(Set.of(Need.PAGES, Need.OTHER), Result.Status.WARN);
    }
}

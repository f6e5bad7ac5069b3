package org.groundswell.kernel.keeper.care;

import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.groundswell.kernel.api.health.HealthTags;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Warns of what breaks in a bundle that stays in all the same, because donors need it. */
@Component(property = {HealthCheck.NAME + "=care", HealthCheck.TAGS + "=" + HealthTags.READY})
public final class CareCheck implements HealthCheck {
    private final Caretaker caretaker;

    @Activate
    public CareCheck(@Reference Caretaker caretaker) {
        this.caretaker = caretaker;
    }

    @Override
    public Result execute() {
        var log = new FormattingResultLog();
        caretaker.spared().forEach(each -> log.warn("{}", each));
        log.info("Looked for what breaks in bundles that donors need");
        return new Result(log);
    }
}

package org.groundswell.console.site;

import java.util.List;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Says what was not published at its time, until somebody has looked at the draft: alarms tell it. It keeps no node from
 * being fit to serve.
 */
@Component(property = {HealthCheck.NAME + "=plans", HealthCheck.TAGS + "=plans"})
public final class PlansCheck implements HealthCheck {
    private final SiteDesk desk;

    @Activate
    public PlansCheck(@Reference SiteDesk desk) {
        this.desk = desk;
    }

    @Override
    public Result execute() {
        var log = new FormattingResultLog();
        List<Draft> failed = desk.drafts().stream().filter(each -> !each.failure().isEmpty()).toList();
        failed.forEach(each -> log.warn("{}: {}", each.item(), each.failure().getFirst()));
        if (failed.isEmpty()) {
            log.info("Nothing has missed its time");
        }
        return new Result(log);
    }
}

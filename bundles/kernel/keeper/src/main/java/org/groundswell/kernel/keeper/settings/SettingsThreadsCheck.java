package org.groundswell.kernel.keeper.settings;

import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.groundswell.kernel.api.health.HealthTags;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Warns of a component that keeps settings from all others, for as long as it does. */
@Component(property = {HealthCheck.NAME + "=settings-threads", HealthCheck.TAGS + "=" + HealthTags.READY})
public final class SettingsThreadsCheck implements HealthCheck {
    private final SettingsThreads threads;

    @Activate
    public SettingsThreadsCheck(@Reference SettingsThreads threads) {
        this.threads = threads;
    }

    @Override
    public Result execute() {
        var log = new FormattingResultLog();
        threads.held().forEach(each -> log.warn("{}", each));
        log.info("Components hear of changed settings");
        return new Result(log);
    }
}

package org.groundswell.kernel.configuration;

import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Says what has to be mended in {@code conf/}. The settings before the mistake are in force: a warning. */
@Component(property = {HealthCheck.NAME + "=conf", HealthCheck.TAGS + "=ready"})
public final class SettingsHealth implements HealthCheck {
    private final ConfFolder folder;

    @Activate
    public SettingsHealth(@Reference ConfFolder folder) {
        this.folder = folder;
    }

    @Override
    public Result execute() {
        var log = new FormattingResultLog();
        folder.problems().forEach(problem -> log.warn("{}", problem));
        if (folder.problems().isEmpty()) {
            log.info("All settings are in force");
        }
        return new Result(log);
    }
}

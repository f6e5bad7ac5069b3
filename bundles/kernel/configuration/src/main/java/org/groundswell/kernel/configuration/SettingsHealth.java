package org.groundswell.kernel.configuration;

import java.util.List;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.groundswell.kernel.api.health.HealthTags;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Says what has to be mended in {@code conf/}. Where the settings before the mistake are in force it is a warning; a
 * node that started on a file it could not use is not what somebody wanted it to be.
 */
@Component(property = {HealthCheck.NAME + "=conf", HealthCheck.TAGS + "=" + HealthTags.READY,
    HealthCheck.TAGS + "=" + HealthTags.PAGES, HealthCheck.TAGS + "=" + HealthTags.GIFTS})
public final class SettingsHealth implements HealthCheck {
    private final ConfFolder folder;

    @Activate
    public SettingsHealth(@Reference ConfFolder folder) {
        this.folder = folder;
    }

    @Override
    public Result execute() {
        var log = new FormattingResultLog();
        List<String> severe = folder.problems().severe();
        List<String> all = folder.problems().all();
        severe.forEach(problem -> log.critical("{}", problem));
        all.stream().filter(problem -> !severe.contains(problem)).forEach(problem -> log.warn("{}", problem));
        if (all.isEmpty()) {
            log.info("All settings are in force");
        }
        return new Result(log);
    }
}

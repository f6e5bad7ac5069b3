package org.groundswell.kernel.keeper.deploy;

import java.util.List;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.groundswell.kernel.api.health.HealthTags;
import org.groundswell.kernel.keeper.NodeKeeper;
import org.groundswell.kernel.keeper.RunningJars;
import org.groundswell.kernel.keeper.ending.StartUp;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Whether everything is in that should be: what lies in {@code deploy/}, and what was put in by hand before the last
 * end. A node that starts is not fit before that; what was refused or went back again is a warning.
 */
@Component(property = {HealthCheck.NAME + "=deploy", HealthCheck.TAGS + "=" + HealthTags.READY,
    HealthCheck.TAGS + "=" + HealthTags.PAGES, HealthCheck.RESULT_CACHE_TTL_IN_MS + ":Long=200"})
public final class DeployCheck implements HealthCheck {
    private final DeployFolder folder;
    private final StartUp start;
    private final RunningJars jars;

    @Activate
    public DeployCheck(@Reference DeployFolder folder, @Reference StartUp start, @Reference NodeKeeper keeper) {
        this.folder = folder;
        this.start = start;
        this.jars = keeper.jars();
    }

    @Override
    public Result execute() {
        var log = new FormattingResultLog();
        Arrivals arrivals = folder.arrivals();
        List<String> missing = arrivals.missing();
        if (!start.isOver() && !arrivals.isOverdue()) {
            log.temporarilyUnavailable("What was put in before the last end is not back yet");
        }
        for (String file : missing) {
            if (arrivals.isOverdue()) {
                log.warn("deploy/{} was not taken", file);
            } else {
                log.temporarilyUnavailable("deploy/{} is not in yet", file);
            }
        }
        folder.troubles().forEach((file, reason) -> log.warn("deploy/{} is not in: {}", file, reason));
        jars.setAside().forEach(record -> log.warn("{} is set aside since {}: {}", record.bundle(), record.at(),
                record.reason()));
        log.info("Looked at deploy/");
        return new Result(log);
    }
}

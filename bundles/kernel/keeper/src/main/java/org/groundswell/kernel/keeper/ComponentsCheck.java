package org.groundswell.kernel.keeper;

import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.groundswell.kernel.api.health.HealthTags;
import org.groundswell.kernel.api.settings.SettingsReader;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/**
 * Whether everything that runs is as it was set: components that could not be made, and settings that were taken back
 * because a component did not come back with them. Whoever needs such a component says by itself how bad that is.
 */
@Component(property = {HealthCheck.NAME + "=components", HealthCheck.TAGS + "=" + HealthTags.READY})
public final class ComponentsCheck implements HealthCheck {
    private final BundleContext context;
    private final ComponentProblems problems;
    private final SettingsTrials trials;
    private final SettingsReader reader;

    @Activate
    public ComponentsCheck(BundleContext context, @Reference ServiceComponentRuntime runtime,
            @Reference SettingsTrials trials, @Reference SettingsReader reader) {
        this.context = context;
        this.problems = new ComponentProblems(runtime);
        this.trials = trials;
        this.reader = reader;
    }

    @Override
    public Result execute() {
        var log = new FormattingResultLog();
        for (Bundle bundle : context.getBundles()) {
            String broken = problems.of(bundle);
            if (!broken.isEmpty()) {
                log.warn("{}", broken);
            }
        }
        trials.takenBack().forEach((pid, reason) -> {
            if (!reader.isInForce(pid)) {
                log.warn("The settings of {} were taken back, and those before are in force: {}. Mend conf/{}.cfg", pid,
                        reason, pid);
            }
        });
        log.info("Looked at all components");
        return new Result(log);
    }
}

package org.groundswell.kernel.keeper.settings;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.groundswell.kernel.api.health.HealthTags;
import org.groundswell.shared.components.ComponentProblems;
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
    /** Long enough for whoever has set it to look. */
    private static final Duration SAID = Duration.ofHours(1);

    private final BundleContext context;
    private final ComponentProblems problems;
    private final SettingsTrials trials;

    @Activate
    public ComponentsCheck(BundleContext context, @Reference ServiceComponentRuntime runtime,
            @Reference SettingsTrials trials) {
        this.context = context;
        this.problems = new ComponentProblems(runtime);
        this.trials = trials;
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
        Instant recently = Instant.now().minus(SAID);
        trials.takenBack().forEach((pid, settings) -> {
            if (settings.at().isAfter(recently)) {
                log.warn("What was set in {} at {} was taken back, and what was set before is in force and in conf/{}.cfg"
                        + " again: {}", pid, settings.at().truncatedTo(ChronoUnit.SECONDS), pid, settings.reason());
            }
        });
        log.info("Looked at all components");
        return new Result(log);
    }
}

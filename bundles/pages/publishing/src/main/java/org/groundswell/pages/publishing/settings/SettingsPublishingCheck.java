package org.groundswell.pages.publishing.settings;

import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.groundswell.kernel.api.health.HealthTags;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether this node has the settings that are wanted at all nodes, or why not. */
@Component(property = {HealthCheck.NAME + "=published-settings", HealthCheck.TAGS + "=" + HealthTags.READY})
public final class SettingsPublishingCheck implements HealthCheck {
    private final SettingsPublishing publishing;

    @Activate
    public SettingsPublishingCheck(@Reference SettingsPublishing publishing) {
        this.publishing = publishing;
    }

    @Override
    public Result execute() {
        return publishing.problem().map(problem -> new Result(Result.Status.WARN, problem))
                .orElseGet(() -> new Result(Result.Status.OK, "No other settings are wanted"));
    }
}

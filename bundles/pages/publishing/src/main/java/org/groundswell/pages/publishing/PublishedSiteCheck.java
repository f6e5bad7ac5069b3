package org.groundswell.pages.publishing;

import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.groundswell.kernel.api.health.HealthTags;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether this node has the site that is wanted at all nodes; what is wrong in it is told as of every folder. */
@Component(property = {HealthCheck.NAME + "=published-site", HealthCheck.TAGS + "=" + HealthTags.READY})
public final class PublishedSiteCheck implements HealthCheck {
    private final SitePublishing publishing;

    @Activate
    public PublishedSiteCheck(@Reference SitePublishing publishing) {
        this.publishing = publishing;
    }

    @Override
    public Result execute() {
        return publishing.problem().map(problem -> new Result(Result.Status.WARN, problem))
                .orElseGet(() -> new Result(Result.Status.OK, "No other site is wanted"));
    }
}

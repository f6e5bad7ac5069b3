package org.groundswell.pages.site;

import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.groundswell.kernel.api.health.HealthTags;
import org.groundswell.pages.api.SiteProblems;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Says what has to be mended in the site folder. While visitors see the last good pages it is a warning. */
@Component(property = {HealthCheck.NAME + "=site", HealthCheck.TAGS + "=" + HealthTags.READY,
    HealthCheck.TAGS + "=" + HealthTags.PAGES})
public final class SiteFolderCheck implements HealthCheck {
    private final SiteProblems site;

    @Activate
    public SiteFolderCheck(@Reference SiteProblems site) {
        this.site = site;
    }

    @Override
    public Result execute() {
        var log = new FormattingResultLog();
        site.problems().forEach(problem -> log.warn("{}", problem));
        if (!site.isWhole()) {
            log.critical("The site was started with problems: visitors miss pages");
        } else if (site.problems().isEmpty()) {
            log.info("The site folder has no problems");
        }
        return new Result(log);
    }
}

package org.groundswell.kernel.health;

import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.groundswell.kernel.api.health.HealthTags;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Whether the framework has started all that it should: before that, checks of bundles that come later are missing. */
@Component(property = {HealthCheck.NAME + "=" + StartCheck.NAMED, HealthCheck.TAGS + "=" + HealthTags.READY,
    HealthCheck.TAGS + "=" + HealthTags.PAGES, HealthCheck.RESULT_CACHE_TTL_IN_MS + ":Long=200"})
public final class StartCheck implements HealthCheck {
    static final String NAMED = "start";
    private final FrameworkStartLevel level;
    private final int wanted;

    @Activate
    public StartCheck(BundleContext context) {
        level = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkStartLevel.class);
        String beginning = context.getProperty(Constants.FRAMEWORK_BEGINNING_STARTLEVEL);
        wanted = beginning == null ? 1 : Integer.parseInt(beginning);
    }

    @Override
    public Result execute() {
        var log = new FormattingResultLog();
        if (level.getStartLevel() < wanted) {
            log.temporarilyUnavailable("The node starts: level {} of {}", level.getStartLevel(), wanted);
        } else {
            log.info("The node has started");
        }
        return new Result(log);
    }
}

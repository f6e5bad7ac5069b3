package org.groundswell.kernel.health;

import java.util.List;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.Result;
import org.osgi.framework.BundleContext;

/** Looks for services that visitors cannot do without; a service that is gone cannot say so itself. */
final class NeededServices {
    private NeededServices() {
    }

    static Result look(BundleContext context, List<String> needed) {
        var log = new FormattingResultLog();
        for (String service : needed) {
            if (context.getServiceReference(service) == null) {
                log.temporarilyUnavailable("No service {}: is its bundle started?", service);
            }
        }
        log.info("Looked for {} services", needed.size());
        return new Result(log);
    }
}

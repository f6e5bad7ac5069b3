package org.groundswell.edge.dns;

import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.groundswell.kernel.api.health.HealthTags;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Warns while nobody keeps this node's addresses: whoever put the bundle in believes that somebody does. */
@Component(property = {HealthCheck.NAME + "=name-settings", HealthCheck.TAGS + "=" + HealthTags.READY})
public final class NameSettingsCheck implements HealthCheck {
    /** There once its settings are, and while they are good. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    volatile NodeName name;

    @Override
    public Result execute() {
        var log = new FormattingResultLog();
        if (name == null) {
            log.warn("No address of this node is kept at a DNS server: conf/org.groundswell.edge.dns.cfg is not there or is"
                    + " refused. Write it as docs/dns.md says, or take the feature out of deploy/");
        } else {
            log.info("This node's addresses are kept at a DNS server");
        }
        return new Result(log);
    }
}

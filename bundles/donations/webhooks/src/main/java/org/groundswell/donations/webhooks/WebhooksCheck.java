package org.groundswell.donations.webhooks;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Whether others hear of donations. Not about being fit to serve: donations go on without them. */
@Component(property = {HealthCheck.NAME + "=webhooks", HealthCheck.TAGS + "=webhooks"})
public final class WebhooksCheck implements HealthCheck {
    private final List<WebhookEndpoint> endpoints = new CopyOnWriteArrayList<>();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindEndpoint(WebhookEndpoint endpoint) {
        endpoints.add(endpoint);
    }

    void unbindEndpoint(WebhookEndpoint endpoint) {
        endpoints.remove(endpoint);
    }

    @Override
    public Result execute() {
        var log = new FormattingResultLog();
        for (WebhookEndpoint each : endpoints) {
            switch (each.teller()) {
                case OURS -> waiting(log, each);
                case ANOTHERS -> log.info("Endpoint {}: another node tells it", each.name());
                case UNKNOWN -> log.info("Endpoint {}: {} webhooks wait; which node tells it is not known now, because"
                        + " the ledger is away or was not asked yet", each.name(), each.outbox().waiting());
            }
            long dead = each.outbox().givenUp();
            if (dead > 0) {
                log.warn("Endpoint {}: {} webhooks were given up; the console's page Webhooks sends them again",
                        each.name(), dead);
            }
        }
        log.info("{} endpoints are told of donations", endpoints.size());
        return new Result(log);
    }

    private static void waiting(FormattingResultLog log, WebhookEndpoint endpoint) {
        log.info("Endpoint {}: {} webhooks wait", endpoint.name(), endpoint.outbox().waiting());
        endpoint.trouble().ifPresent(trouble -> log.warn("Endpoint {} takes no webhooks: {}. They wait and are tried"
                + " again", endpoint.name(), trouble));
    }
}

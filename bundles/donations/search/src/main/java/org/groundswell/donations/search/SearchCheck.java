package org.groundswell.donations.search;

import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.groundswell.donations.api.search.GiftSearch;
import org.groundswell.kernel.api.ports.PortUnavailableException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether all gifts can be found. Not about being fit to serve: the ledger has them, whatever the search knows. */
@Component(property = {HealthCheck.NAME + "=search", HealthCheck.TAGS + "=search"})
public final class SearchCheck implements HealthCheck {
    private final GiftSearch search;

    @Activate
    public SearchCheck(@Reference GiftSearch search) {
        this.search = search;
    }

    @Override
    public Result execute() {
        var log = new FormattingResultLog();
        try {
            search.behind().ifPresentOrElse(behind -> log.warn("{}", behind), () -> log.info("All gifts can be found"));
        } catch (PortUnavailableException e) {
            log.warn("{}", e.getMessage());
        }
        return new Result(log);
    }
}

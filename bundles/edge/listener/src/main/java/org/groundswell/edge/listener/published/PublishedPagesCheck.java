package org.groundswell.edge.listener.published;

import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.groundswell.edge.api.snapshots.PublishedSnapshots;
import org.groundswell.kernel.api.health.HealthTags;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Whether visitors find pages: a node that has just started waits a moment for the ledger's figures, and is not fit
 * until then. Asked here and not of who makes the pages, because the edge goes on serving them while that one is
 * swapped.
 */
@Component(property = {HealthCheck.NAME + "=pages", HealthCheck.TAGS + "=" + HealthTags.READY,
    HealthCheck.TAGS + "=" + HealthTags.PAGES})
public final class PublishedPagesCheck implements HealthCheck {
    private final PublishedSnapshots snapshots;

    @Activate
    public PublishedPagesCheck(@Reference PublishedSnapshots snapshots) {
        this.snapshots = snapshots;
    }

    @Override
    public Result execute() {
        return snapshots.now().languages().isEmpty()
                ? new Result(Result.Status.TEMPORARILY_UNAVAILABLE, "No page has been published yet")
                : new Result(Result.Status.OK, "Pages are published");
    }
}

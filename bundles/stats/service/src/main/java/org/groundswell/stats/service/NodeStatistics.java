package org.groundswell.stats.service;

import java.time.Instant;
import org.groundswell.kernel.api.ports.Port;
import org.groundswell.stats.api.Statistics;
import org.groundswell.stats.api.StatisticsSnapshot;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Reads all counters at once. */
@Port(port = "stats.service")
@Component
public final class NodeStatistics implements Statistics {
    private final RequestCounter requests;
    private final DonationCounter donations;
    private final Instant since = Instant.now();

    @Activate
    public NodeStatistics(@Reference RequestCounter requests, @Reference DonationCounter donations) {
        this.requests = requests;
        this.donations = donations;
    }

    @Override
    public StatisticsSnapshot snapshot() {
        return new StatisticsSnapshot(since, Instant.now(), requests.requests(), requests.statuses(),
                requests.pageViews(), requests.latency(), requests.visitors().now(), requests.visitors().today(),
                donations.lastMinute(), donations.amountLastMinute(), donations.donations(), donations.tests());
    }
}

package org.groundswell.stats.api;

import java.time.Instant;
import java.util.Map;

/**
 * All figures at one instant.
 *
 * @param since              when counting began
 * @param at                 when these figures were read
 * @param requests           answered requests by kind (page, asset, data, stream, servlet, error)
 * @param statuses           answered requests by class of status (2xx, 3xx, 4xx, 5xx)
 * @param pageViews          successful requests for a page
 * @param latency            response times
 * @param visitorsNow        estimated different visitors in the last five minutes
 * @param visitorsToday      estimated different visitors since midnight UTC
 * @param donationsLastMinute donations settled in the last full minute
 * @param amountLastMinute   what they amount to, minor units by ISO 4217 currency code
 * @param donations          donations settled since counting began
 * @param tests              tests settled since counting began; no other figure counts them as donations
 */
public record StatisticsSnapshot(Instant since, Instant at, Map<String, Long> requests, Map<String, Long> statuses,
        long pageViews, Latency latency, long visitorsNow, long visitorsToday, long donationsLastMinute,
        Map<String, Long> amountLastMinute, long donations, long tests) {

    public StatisticsSnapshot {
        requests = Map.copyOf(requests);
        statuses = Map.copyOf(statuses);
        amountLastMinute = Map.copyOf(amountLastMinute);
    }

    /** Without any test. */
    public StatisticsSnapshot(Instant since, Instant at, Map<String, Long> requests, Map<String, Long> statuses,
            long pageViews, Latency latency, long visitorsNow, long visitorsToday, long donationsLastMinute,
            Map<String, Long> amountLastMinute, long donations) {
        this(since, at, requests, statuses, pageViews, latency, visitorsNow, visitorsToday, donationsLastMinute,
                amountLastMinute, donations, 0);
    }

    /** Percentiles of the response times since counting began, in microseconds. */
    public record Latency(long p50Micros, long p90Micros, long p99Micros, long p999Micros, long maxMicros) {
    }
}

package org.groundswell.stats.api;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What happened in a time. Immutable. Holds nothing personal.
 *
 * @param from       the full minute (UTC) in which it begins
 * @param minutes    how long it is
 * @param visitors   estimated different visitors within five minutes: in a longer time the most there were at once
 * @param pages      pages that were shown
 * @param requests   answered requests of visitors, without probes and what a start asked to come again
 * @param errors     those of them that the node failed to answer (5xx)
 * @param p50Micros  the response time that half of the requests kept, in microseconds; in a longer time the mean of its
 *                   minutes by their requests
 * @param p99Micros  the one that 99 of 100 kept; in a longer time that of the worst minute
 * @param gifts      donations settled, without tests
 * @param tests      tests settled
 * @param amount     what the donations amount to, minor units by ISO 4217 currency code
 * @param paid       payments that went well, by gateway, tests too; of the first 1,000 ends of each minute
 * @param refused    payments that the gateway refused, of the same ends
 */
public record Figures(Instant from, int minutes, long visitors, long pages, long requests, long errors, long p50Micros,
        long p99Micros, long gifts, long tests, Map<String, Long> amount, Map<String, Long> paid,
        Map<String, Long> refused) {

    public Figures {
        amount = Map.copyOf(amount);
        paid = Map.copyOf(paid);
        refused = Map.copyOf(refused);
    }

    /** A time in which nothing happened. */
    public static Figures none(Instant from, int minutes) {
        return new Figures(from, minutes, 0, 0, 0, 0, 0, 0, 0, 0, Map.of(), Map.of(), Map.of());
    }

    /** Both times as one that begins at {@code from} and takes {@code minutes}. */
    public Figures with(Figures other, Instant begin, int length) {
        long all = requests + other.requests;
        long half = all == 0 ? 0 : Math.round((p50Micros * (double) requests + other.p50Micros * (double) other.requests)
                / all);
        return new Figures(begin, length, Math.max(visitors, other.visitors), pages + other.pages, all,
                errors + other.errors, half, Math.max(p99Micros, other.p99Micros), gifts + other.gifts,
                tests + other.tests, sum(amount, other.amount), sum(paid, other.paid), sum(refused, other.refused));
    }

    private static Map<String, Long> sum(Map<String, Long> one, Map<String, Long> other) {
        var sum = new HashMap<>(one);
        other.forEach((key, value) -> sum.merge(key, value, Long::sum));
        return sum;
    }
}

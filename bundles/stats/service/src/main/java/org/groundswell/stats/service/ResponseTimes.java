package org.groundswell.stats.service;

import java.util.Arrays;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Response times since the start, in the steps in which they are reported. Taken from the histogram that requests are
 * recorded in, so that reporting costs a request nothing; a time is counted where it belongs within one percent.
 *
 * @param counts how many there were up to each of the bounds and above the one before it; the last is of those above all
 * @param sum    all of them together, in seconds
 */
record ResponseTimes(List<Long> counts, double sum) {
    private static final List<Double> BOUNDS = List.of(0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
            0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, Double.POSITIVE_INFINITY);

    ResponseTimes {
        counts = List.copyOf(counts);
    }

    static ResponseTimes of(Histogram nanos) {
        var counts = new Long[BOUNDS.size()];
        Arrays.fill(counts, 0L);
        double sum = 0;
        int step = 0;
        for (var recorded : nanos.recordedValues()) {
            long lowest = nanos.lowestEquivalentValue(recorded.getValueIteratedTo());
            while (lowest > BOUNDS.get(step) * 1e9) {
                step++;
            }
            counts[step] += recorded.getCountAtValueIteratedTo();
            sum += recorded.getCountAtValueIteratedTo() * (double) nanos.medianEquivalentValue(lowest);
        }
        return new ResponseTimes(Arrays.asList(counts), sum / 1e9);
    }

    /** In seconds; the last is infinite. */
    static List<Double> bounds() {
        return BOUNDS;
    }

    long count() {
        return counts.stream().mapToLong(Long::longValue).sum();
    }
}

package org.groundswell.stats.service;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.groundswell.stats.api.StatisticsSnapshot;
import org.groundswell.stats.api.StatisticsSnapshot.Latency;

/** The figures in the text format of Prometheus. The library writes {@code _total} behind the name of a counter. */
final class PrometheusText {
    static final String TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private PrometheusText() {
    }

    static String of(StatisticsSnapshot figures, ResponseTimes times) throws IOException {
        var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        var all = MetricSnapshots.of(
                counters("groundswell_requests", "Answered requests by kind", "kind", figures.requests()),
                counters("groundswell_responses", "Answered requests by class of status", "class", figures.statuses()),
                counter("groundswell_page_views", "Pages shown", figures.pageViews()),
                quantiles(figures.latency(), times),
                histogram(times),
                gauge("groundswell_visitors_now", "Different visitors in the last five minutes, estimated",
                        figures.visitorsNow()),
                gauge("groundswell_visitors_today", "Different visitors since midnight UTC, estimated",
                        figures.visitorsToday()),
                counter("groundswell_donations", "Donations settled", figures.donations()),
                counter("groundswell_test_donations", "Tests settled, which are no donations", figures.tests()),
                gauge("groundswell_donations_last_minute", "Donations settled in the last full minute",
                        figures.donationsLastMinute()),
                gauges("groundswell_donated_minor_units_last_minute",
                        "Amount settled in the last full minute, in minor units", "currency",
                        figures.amountLastMinute()),
                gauge("jvm_memory_heap_used_bytes", "Heap in use", heap.getUsed()),
                gauge("jvm_memory_heap_max_bytes", "Heap at most", heap.getMax()));
        var text = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.create().write(text, all);
        return text.toString(StandardCharsets.UTF_8);
    }

    /** Of this node alone; those of several nodes can be had from the histogram only. */
    private static MetricSnapshot quantiles(Latency latency, ResponseTimes times) {
        var quantiles = Quantiles.of(quantile(0.5, latency.p50Micros()), quantile(0.9, latency.p90Micros()),
                quantile(0.99, latency.p99Micros()), quantile(0.999, latency.p999Micros()),
                quantile(1, latency.maxMicros()));
        return SummarySnapshot.builder().name("groundswell_response_seconds").help("Response times since the start")
                .dataPoint(SummaryDataPointSnapshot.builder().quantiles(quantiles).count(times.count())
                        .sum(times.sum()).build())
                .build();
    }

    private static Quantile quantile(double quantile, long micros) {
        return new Quantile(quantile, micros / 1e6);
    }

    private static MetricSnapshot histogram(ResponseTimes times) {
        return HistogramSnapshot.builder().name("groundswell_response_duration_seconds")
                .help("Response times since the start, in steps")
                .dataPoint(HistogramDataPointSnapshot.builder()
                        .classicHistogramBuckets(ClassicHistogramBuckets.of(ResponseTimes.bounds(), times.counts()))
                        .sum(times.sum()).build())
                .build();
    }

    private static MetricSnapshot counter(String name, String help, long value) {
        return CounterSnapshot.builder().name(name).help(help)
                .dataPoint(CounterDataPointSnapshot.builder().value(value).build()).build();
    }

    private static MetricSnapshot counters(String name, String help, String label, Map<String, Long> values) {
        var counters = CounterSnapshot.builder().name(name).help(help);
        values.forEach((value, count) -> counters.dataPoint(
                CounterDataPointSnapshot.builder().labels(Labels.of(label, value)).value(count).build()));
        return counters.build();
    }

    private static MetricSnapshot gauge(String name, String help, long value) {
        return GaugeSnapshot.builder().name(name).help(help)
                .dataPoint(GaugeDataPointSnapshot.builder().value(value).build()).build();
    }

    private static MetricSnapshot gauges(String name, String help, String label, Map<String, Long> values) {
        var gauges = GaugeSnapshot.builder().name(name).help(help);
        values.forEach((value, amount) -> gauges.dataPoint(
                GaugeDataPointSnapshot.builder().labels(Labels.of(label, value)).value(amount).build()));
        return gauges.build();
    }
}

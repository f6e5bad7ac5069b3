package org.groundswell.stats.service;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import org.groundswell.stats.api.StatisticsSnapshot;

/** The figures in the Prometheus text format 0.0.4 (prometheus.io/docs/instrumenting/exposition_formats). */
final class PrometheusText {
    private final StringBuilder out = new StringBuilder();

    private PrometheusText() {
    }

    static String of(StatisticsSnapshot figures) {
        var text = new PrometheusText();
        text.family("groundswell_requests_total", "counter", "Answered requests by kind", "kind", figures.requests());
        text.family("groundswell_responses_total", "counter", "Answered requests by class of status", "class",
                figures.statuses());
        text.single("groundswell_page_views_total", "counter", "Pages shown", figures.pageViews());
        text.latency(figures.latency());
        text.single("groundswell_visitors_now", "gauge", "Different visitors in the last five minutes, estimated",
                figures.visitorsNow());
        text.single("groundswell_visitors_today", "gauge", "Different visitors since midnight UTC, estimated",
                figures.visitorsToday());
        text.single("groundswell_donations_total", "counter", "Donations settled", figures.donations());
        text.single("groundswell_test_donations_total", "counter", "Tests settled, which are no donations",
                figures.tests());
        text.single("groundswell_donations_last_minute", "gauge", "Donations settled in the last full minute",
                figures.donationsLastMinute());
        text.family("groundswell_donated_minor_units_last_minute", "gauge",
                "Amount settled in the last full minute, in minor units", "currency", figures.amountLastMinute());
        var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        text.single("jvm_memory_heap_used_bytes", "gauge", "Heap in use", heap.getUsed());
        text.single("jvm_memory_heap_max_bytes", "gauge", "Heap at most", heap.getMax());
        return text.out.toString();
    }

    private void latency(StatisticsSnapshot.Latency latency) {
        head("groundswell_response_seconds", "gauge", "Response times since the start");
        var values = new TreeMap<String, Long>(Map.of("0.5", latency.p50Micros(), "0.9", latency.p90Micros(), "0.99",
                latency.p99Micros(), "0.999", latency.p999Micros(), "1", latency.maxMicros()));
        values.forEach((quantile, micros) -> out.append("groundswell_response_seconds{quantile=\"").append(quantile)
                .append("\"} ").append(micros / 1e6).append('\n'));
    }

    private void family(String name, String type, String help, String label, Map<String, Long> values) {
        head(name, type, help);
        new TreeMap<>(values).forEach((value, count) -> out.append(name).append('{').append(label).append("=\"")
                .append(value).append("\"} ").append(count).append('\n'));
    }

    private void single(String name, String type, String help, long value) {
        head(name, type, help);
        out.append(name).append(' ').append(value).append('\n');
    }

    private void head(String name, String type, String help) {
        out.append("# HELP ").append(name).append(' ').append(help).append('\n');
        out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }
}

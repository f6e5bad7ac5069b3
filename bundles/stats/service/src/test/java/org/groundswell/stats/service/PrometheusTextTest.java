package org.groundswell.stats.service;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.groundswell.edge.api.requests.RequestObserver.Kind;
import org.groundswell.stats.api.StatisticsSnapshot;
import org.junit.Test;

public class PrometheusTextTest {
    private static final InetAddress SOMEBODY = InetAddress.getLoopbackAddress();

    private final RequestCounter counter = new RequestCounter(Clock.systemUTC());

    @Test
    public void eachFamilyIsSaidAsTheFormatWants() throws Exception {
        var types = Map.ofEntries(Map.entry("groundswell_requests_total", "counter"),
                Map.entry("groundswell_responses_total", "counter"), Map.entry("groundswell_page_views_total", "counter"),
                Map.entry("groundswell_response_seconds", "summary"),
                Map.entry("groundswell_response_duration_seconds", "histogram"),
                Map.entry("groundswell_visitors_now", "gauge"), Map.entry("groundswell_visitors_today", "gauge"),
                Map.entry("groundswell_donations_total", "counter"),
                Map.entry("groundswell_test_donations_total", "counter"),
                Map.entry("groundswell_donations_last_minute", "gauge"),
                Map.entry("groundswell_donated_minor_units_last_minute", "gauge"),
                Map.entry("jvm_memory_heap_used_bytes", "gauge"), Map.entry("jvm_memory_heap_max_bytes", "gauge"));
        assertEquals(types, metrics().types());
    }

    @Test
    public void aRequestIsCountedInItsStepAndInAllAboveIt() throws Exception {
        answered(200_000);
        answered(3_000_000);
        answered(3_000_000);
        answered(30_000_000_000L);
        var metrics = metrics();
        assertEquals(0, bucket(metrics, "1.0E-4"), 0);
        assertEquals(1, bucket(metrics, "2.5E-4"), 0);
        assertEquals(1, bucket(metrics, "0.0025"), 0);
        assertEquals(3, bucket(metrics, "0.005"), 0);
        assertEquals(3, bucket(metrics, "10.0"), 0);
        assertEquals(4, bucket(metrics, "+Inf"), 0);
        assertEquals(4, metrics.value("groundswell_response_duration_seconds_count"), 0);
        assertEquals(30.0062, metrics.value("groundswell_response_duration_seconds_sum"), 0.3);
        assertEquals(4, metrics.value("groundswell_response_seconds_count"), 0);
        assertEquals(0.003, metrics.value("groundswell_response_seconds{quantile=\"0.5\"}"), 0.0001);
        assertEquals(4, metrics.value("groundswell_requests_total{kind=\"page\"}"), 0);
    }

    @Test
    public void aTimeOnTheEdgeOfAStepBelongsToIt() throws Exception {
        answered(1_000_000_000);
        assertEquals(0, bucket(metrics(), "0.5"), 0);
        assertEquals(1, bucket(metrics(), "1.0"), 0);
    }

    @Test
    public void theReaderOfTheseTestsRefusesWhatIsWrong() {
        for (String wrong : new String[] {"a 1\n", "# TYPE a gauge\na 1\n", "# HELP a b\n# TYPE a gauge\na 1",
            "# HELP a b\n# TYPE a gauge\na 1\na 1\n", "# HELP a b\n# TYPE a gauge\nb 1\n",
            "# HELP a b\n# TYPE a gauge\na{x=\"1\",x=\"2\"} 1\n", "# HELP a b\n# TYPE a gauge\na{x=\"\"\"} 1\n",
            "# HELP a b\n# TYPE a counter\na 1\n", "# HELP a b\n# TYPE a gauge\na one\n",
            "# HELP a b\n# TYPE a summary\na_count 1\n",
            "# HELP a b\n# TYPE a histogram\na_bucket{le=\"1\"} 2\na_bucket{le=\"+Inf\"} 1\na_count 1\na_sum 1\n"}) {
            assertThrows(wrong, Throwable.class, () -> PrometheusReader.read(wrong));
        }
    }

    private void answered(long nanos) {
        counter.answered(Kind.PAGE, 200, nanos, SOMEBODY, "browser");
    }

    private static double bucket(PrometheusReader metrics, String bound) {
        return metrics.value("groundswell_response_duration_seconds_bucket{le=\"" + bound + "\"}");
    }

    private PrometheusReader metrics() throws IOException {
        return PrometheusReader.read(PrometheusText.of(new StatisticsSnapshot(Instant.EPOCH, Instant.EPOCH,
                counter.requests(), counter.statuses(), counter.pageViews(), counter.latency(),
                counter.visitors().now(), counter.visitors().today(), 1, Map.of("EUR", 1250L), 1),
                counter.responseTimes()));
    }
}

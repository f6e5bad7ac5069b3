package org.groundswell.stats.service;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.groundswell.edge.api.requests.RequestObserver.Kind;
import org.groundswell.stats.api.StatisticsSnapshot;
import org.junit.Test;

public class RequestCounterTest {
    @Test
    public void nothingThatAnOutsiderSendsMakesItLarger() throws Exception {
        var counter = new RequestCounter(Clock.systemUTC());
        int lines = metrics(counter).split("\n").length;
        for (int i = 0; i < 100_000; i++) {
            byte[] address = {10, (byte) (i >> 16), (byte) (i >> 8), (byte) i};
            counter.answered(Kind.values()[i % Kind.values().length], i - 50_000, i, InetAddress.getByAddress(address),
                    "agent \"\n" + i);
        }
        String metrics = metrics(counter);
        assertEquals(lines, metrics.split("\n").length);
        assertTrue(metrics, metrics.length() < 10_000);
    }

    private static String metrics(RequestCounter counter) throws IOException {
        return PrometheusText.of(new StatisticsSnapshot(Instant.EPOCH, Instant.EPOCH, counter.requests(),
                counter.statuses(), counter.pageViews(), counter.latency(), counter.visitors().now(),
                counter.visitors().today(), 0, Map.of(), 0), counter.responseTimes());
    }
}

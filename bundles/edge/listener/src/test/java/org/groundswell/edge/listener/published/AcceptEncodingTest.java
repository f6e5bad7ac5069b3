package org.groundswell.edge.listener.published;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.Test;

public class AcceptEncodingTest {

    @Test
    public void readsWhatBrowsersSend() {
        assertEquals(AcceptEncoding.IDENTITY_ONLY, AcceptEncoding.of(null));
        assertEquals(AcceptEncoding.GZIP_OR_IDENTITY, AcceptEncoding.of("gzip, deflate, br, zstd"));
        assertEquals(AcceptEncoding.GZIP_OR_IDENTITY, AcceptEncoding.of("br;q=1.0, GZIP;q=0.8, *;q=0.1"));
        assertEquals(AcceptEncoding.IDENTITY_ONLY, AcceptEncoding.of("br"));
        assertEquals(AcceptEncoding.IDENTITY_ONLY, AcceptEncoding.of(""));
    }

    @Test
    public void obeysRefusals() {
        assertEquals(AcceptEncoding.IDENTITY_ONLY, AcceptEncoding.of("gzip;q=0"));
        assertEquals(AcceptEncoding.IDENTITY_ONLY, AcceptEncoding.of("gzip; q=0.000, br"));
        assertEquals(AcceptEncoding.GZIP_ONLY, AcceptEncoding.of("gzip, identity;q=0"));
        assertEquals(AcceptEncoding.NEITHER, AcceptEncoding.of("br, *;q=0"));
        assertEquals(AcceptEncoding.GZIP_OR_IDENTITY, AcceptEncoding.of("*"));
    }

    @Test
    public void longListsAreReadInOnePass() {
        for (String each : List.of("gzip,", ",", ";", "a;q=0,", "gzip;q=0.0001,", "br;q=0 . 0,", " ")) {
            long quarter = work(each.repeat(4_000 / each.length()));
            long whole = work(each.repeat(16_000 / each.length()));
            assertTrue(each + ": " + quarter + " ns, then " + whole, whole <= 10 * quarter + 1_000_000);
        }
        assertEquals(AcceptEncoding.IDENTITY_ONLY, AcceptEncoding.of("gzip; Q = 0.0"));
        assertEquals(AcceptEncoding.GZIP_OR_IDENTITY, AcceptEncoding.of("gzip;q=0.001"));
        assertEquals(AcceptEncoding.GZIP_OR_IDENTITY, AcceptEncoding.of("gzip;q="));
        assertEquals(AcceptEncoding.GZIP_OR_IDENTITY, AcceptEncoding.of("br;q=0,".repeat(2_000) + "gzip"));
    }

    private static long work(String header) {
        var cpu = ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 20; i++) {
            long start = cpu.getCurrentThreadCpuTime();
            AcceptEncoding.of(header);
            least = Math.min(least, cpu.getCurrentThreadCpuTime() - start);
        }
        return least;
    }
}

package org.groundswell.itests.faults;

import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.Test;

/** The tests of faults fail, and do not hang, where donors are refused for good. */
public class CrowdTest {
    @Test
    public void aDonorWhoIsRefusedForGoodFailsTheTest() throws Exception {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var asked = new CountDownLatch(1);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(429, -1);
            exchange.close();
            asked.countDown();
        });
        server.start();
        String site = "http://127.0.0.1:" + server.getAddress().getPort();
        try {
            var crowd = new Crowd(site, site, 1, 0);
            assertTrue(asked.await(60, TimeUnit.SECONDS));
            AssertionError failure = assertThrows(AssertionError.class, crowd::close);
            assertTrue(failure.getMessage(), failure.getMessage().contains("FORM 429"));
        } finally {
            server.stop(0);
        }
    }
}

package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.ClassRule;
import org.junit.Test;

/** More connections than a node may have. */
public class CrowdIT {
    private static final int MOST = 40;

    @ClassRule
    public static final SharedNode NODE = new SharedNode("crowd",
            Map.of("org.groundswell.edge.listener", List.of("maxConnections = " + MOST)));

    @Test
    public void oneTooManyWaitsUntilAnotherHasGone() throws Exception {
        var idle = new ArrayList<Socket>();
        try {
            for (int i = 0; i < MOST; i++) {
                idle.add(connected());
            }
            // A visitor of its own: the others of this test may have a connection left over.
            var late = CompletableFuture.supplyAsync(() -> {
                try {
                    return NODE.node().visitor().get("/en/").status();
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThrows(TimeoutException.class, () -> late.get(2, TimeUnit.SECONDS));
            for (Socket each : idle) {
                each.close();
            }
            assertEquals(200, (int) late.get(20, TimeUnit.SECONDS));
        } finally {
            for (Socket each : idle) {
                each.close();
            }
        }
    }

    private static Socket connected() throws IOException {
        return new Socket("127.0.0.1", NODE.node().publicPort());
    }
}

package org.groundswell.itests.faults;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.groundswell.donations.postgres.server.PostgresServer;
import org.groundswell.itests.Await;
import org.groundswell.itests.Node;
import org.junit.ClassRule;
import org.junit.Test;

/** Nodes behind HAProxy that are drained and replaced one after the other, while nobody notices. */
public class DrainIT {
    private static final int NODES = 2;
    private static final int DONORS = 3;
    private static final int VISITORS = 6;
    private static final int GIFTS = 5;
    /** The balancer looks every half a second, and believes the second look. */
    private static final int NOTICE_SECONDS = 5;

    @ClassRule
    public static final PostgresServer SERVER = new PostgresServer();

    @Test
    public void nobodyNoticesThatNodesAreReplaced() throws Exception {
        try (var cluster = new Cluster("drain", SERVER, NODES);
                var crowd = new Crowd(cluster.site(), cluster.gateway().base(), DONORS, VISITORS)) {
            crowd.awaitGifts(GIFTS);
            for (int i = 0; i < NODES; i++) {
                replace(cluster, crowd, i);
            }
            System.out.println("DrainIT: " + NODES + " nodes replaced, " + crowd.pages() + " pages, " + crowd.paid().size()
                    + " gifts, " + crowd.failures().size() + " requests that failed");
            assertEquals("requests that failed", List.of(), crowd.failures());
            crowd.between(new Books(cluster, crowd)::check);
        }
    }

    private static void replace(Cluster cluster, Crowd crowd, int number) throws Exception {
        Node node = cluster.nodes().get(number);
        var begun = new AtomicBoolean();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> stream = threads.submit(() -> isEndedInOrder(node, begun));
            Await.until("a stream is open", begun::get);
            Future<Node.Result> drained = threads.submit(() -> node.script("drain", Integer.toString(NOTICE_SECONDS)));
            Await.until("the balancer is told", () -> node.visitor().get("/readyz").status() == 503);
            assertTrue(node.visitor().get("/readyz").body().contains("drain"));
            assertEquals("who still comes is served", 200, node.visitor().get("/en/").status());
            assertEquals(drained.get().text(), 0, drained.get().status());
            assertTrue(drained.get().text(), drained.get().text().contains("nothing is under way"));
            assertTrue("streams end as they should", stream.get());
        }
        Await.until("the node has ended", () -> !node.isAlive());
        crowd.awaitGifts(GIFTS);
        node.launch();
        cluster.awaitAll();
        crowd.awaitGifts(GIFTS);
    }

    /** A stream that breaks off throws. */
    private static boolean isEndedInOrder(Node node, AtomicBoolean begun) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(node.visitor().base() + "/live/flood")).build();
        try (var client = HttpClient.newHttpClient();
                Stream<String> lines = client.send(request, HttpResponse.BodyHandlers.ofLines()).body()) {
            lines.forEach(_ -> begun.set(true));
        }
        return true;
    }
}

package org.groundswell.edge.listener.published;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.groundswell.edge.api.Caching;
import org.groundswell.edge.api.snapshots.Snapshot;
import org.groundswell.edge.api.snapshots.SnapshotSet;
import org.groundswell.edge.listener.budgets.Budget;
import org.junit.After;
import org.junit.Test;
import org.osgi.framework.BundleContext;

public class LiveStreamsTest {
    private static final int TOTALS = 2_000;
    private static final int STREAMS = 100_000;
    /** From one address, which gets half of the places; on a slow machine few have gone meanwhile. One more follows. */
    private static final int READERS = STREAMS / 2 - 1;
    /** Then the reader goes, so that few are told at a time. */
    private static final int EVENTS_READ = 3;

    private final SnapshotStore store = new SnapshotStore((BundleContext) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {BundleContext.class}, (_, _, _) -> null), Map.of());
    private final Budget places = new Budget(STREAMS, STREAMS / 2);
    private final Map<String, EndPoint> visitors = new ConcurrentHashMap<>();
    private final Set<EndPoint> over = ConcurrentHashMap.newKeySet();
    private final LiveStreams streams = new LiveStreams(store, places, over::contains);

    @After
    public void stop() {
        streams.close();
        store.stop();
    }

    @Test
    public void whoComesWhileTheTotalRisesNeverSeesItFall() throws Exception {
        publish(0);
        var events = new ArrayList<Queue<Integer>>();
        Thread publisher = Thread.ofPlatform().start(() -> {
            for (int total = 1; total <= TOTALS; total++) {
                publish(total);
            }
        });
        while (publisher.isAlive() && events.size() < READERS) {
            var seen = new ConcurrentLinkedQueue<Integer>();
            events.add(seen);
            open(total -> {
                seen.add(total);
                return seen.size() < EVENTS_READ;
            });
        }
        publisher.join();
        var last = new CountDownLatch(1);
        open(_ -> {
            last.countDown();
            return true;
        });
        assertTrue("the last reader has an event", last.await(30, TimeUnit.SECONDS));
        for (var seen : events) {
            // Written later than told, perhaps: the last one may still be on its way.
            List<Integer> soFar = List.copyOf(seen);
            assertEquals("totals in order", soFar.stream().sorted().toList(), soFar);
        }
    }

    @Test
    public void aStreamThatBreaksCostsTheOthersNothing() throws Exception {
        publish(0);
        var seen = new ConcurrentLinkedQueue<Integer>();
        for (int i = 0; i < 10; i++) {
            var begun = new CountDownLatch(1);
            open(total -> {
                begun.countDown();
                if (total > 0) {
                    throw new IllegalStateException("broken");
                }
                return true;
            });
            assertTrue(begun.await(30, TimeUnit.SECONDS));
        }
        var told = new CountDownLatch(2);
        open(total -> {
            seen.add(total);
            told.countDown();
            return true;
        });
        publish(1);
        publish(2);
        assertTrue("told: " + seen, told.await(30, TimeUnit.SECONDS));
    }

    @Test
    public void aLargeHeadTakesThePlacesOfSeveralStreams() {
        publish(0);
        HttpFields.Mutable headers = HttpFields.build();
        for (int i = 0; i < 100; i++) {
            headers.add("a", "b".repeat(70));
        }
        assertEquals(200, open(from("192.0.2.1", headers), _ -> true));
        assertEquals("16.7 kB", 4, places.taken());
    }

    @Test
    public void onlyStreamsOfConnectionsThatAreOverEnd() {
        publish(0);
        for (String address : List.of("192.0.2.1", "192.0.2.2")) {
            assertEquals(200, open(from(address, HttpFields.EMPTY), _ -> true));
        }
        over.add(visitor("192.0.2.2"));
        streams.moveOn();
        assertEquals("the other one stays", 1, places.taken());
        assertEquals("it comes again on the same connection", 200, open(from("192.0.2.2", HttpFields.EMPTY), _ -> true));
        assertEquals("and is sent away at once", 1, places.taken());
        over.add(visitor("192.0.2.1"));
        streams.moveOn();
        assertEquals(0, places.taken());
    }

    /** @param reader takes a total and says whether it stays */
    private void open(Predicate<Integer> reader) {
        assertEquals(200, open(from("192.0.2.1", HttpFields.EMPTY), reader));
    }

    private int open(Request request, Predicate<Integer> reader) {
        HttpFields.Mutable headers = HttpFields.build();
        var response = (Response) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Response.class},
                (_, method, arguments) -> switch (method.getName()) {
                    case "getHeaders" -> headers;
                    case "write" -> {
                        var done = (Callback) arguments[2];
                        if (arguments[1] == null || reader.test(total((ByteBuffer) arguments[1]))) {
                            done.succeeded();
                        } else {
                            done.failed(new IOException("gone"));
                        }
                        yield null;
                    }
                    case "isCommitted" -> false;
                    default -> null;
                });
        return streams.open("/live/flood", request, response, Callback.NOOP);
    }

    private Request from(String address, HttpFields headers) {
        return proxy(Request.class, Map.of("getHeaders", headers, "getHttpURI", HttpURI.from("/live/flood"),
                "getConnectionMetaData", proxy(ConnectionMetaData.class,
                Map.of("getRemoteSocketAddress", new InetSocketAddress(address, 1),
                "getConnection", proxy(Connection.class, Map.of("getEndPoint", visitor(address)))))));
    }

    /** The one connection from this address. */
    private EndPoint visitor(String address) {
        return visitors.computeIfAbsent(address, _ -> new ByteArrayEndPoint());
    }

    private <T> T proxy(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {type},
                (_, method, _) -> answers.get(method.getName())));
    }

    private static int total(ByteBuffer event) {
        return Integer.parseInt(StandardCharsets.UTF_8.decode(event).toString().replaceAll("\\D", ""));
    }

    private void publish(int total) {
        store.publish("figures", new SnapshotSet(List.of(Snapshot.of("/api/flood", "text/plain", Caching.REVALIDATE,
                Integer.toString(total).getBytes(StandardCharsets.UTF_8))), List.of(), Map.of(),
                Map.of("/live/flood", "/api/flood")));
    }
}

package org.groundswell.edge.listener.servlets;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.felix.hc.api.Result;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.groundswell.edge.api.Caching;
import org.groundswell.edge.api.requests.RequestObserver.Kind;
import org.groundswell.edge.api.snapshots.Snapshot;
import org.groundswell.edge.api.snapshots.SnapshotSet;
import org.groundswell.edge.listener.PublicHandler;
import org.groundswell.edge.listener.budgets.Await;
import org.groundswell.edge.listener.budgets.Budget;
import org.groundswell.edge.listener.budgets.SlowReaders;
import org.groundswell.edge.listener.budgets.HeldRequests;
import org.groundswell.edge.listener.budgets.Loopback;
import org.groundswell.edge.listener.callers.Arrivals;
import org.groundswell.edge.listener.callers.Observers;
import org.groundswell.edge.listener.callers.Told;
import org.groundswell.edge.listener.handover.ServletDoor;
import org.groundswell.edge.listener.published.LiveStreams;
import org.groundswell.edge.listener.published.SecurityHeaders;
import org.groundswell.edge.listener.published.SnapshotStore;
import org.groundswell.edge.listener.published.UnfinishedAnswers;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.BundleContext;

/** The last run's pages are there already, the servlets are not. */
public class NodeStartTest {
    private static final SlowReaders ROOMY =
            new SlowReaders(Long.MAX_VALUE, Long.MAX_VALUE, System::nanoTime, _ -> { });
    private static final SnapshotSet SITE = new SnapshotSet(List.of(page("/en/"), page("/api/flood"),
            page("/en/donate").filledBy(Set.of("amount"))), List.of("en"),
            Map.of(), Map.of("/live/flood", "/api/flood"));

    private final SnapshotStore store = new SnapshotStore((BundleContext) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {BundleContext.class}, (_, _, _) -> null),
            Map.of("pages", SITE));
    private final NodeStart start = new NodeStart(store);
    private final LiveStreams streams = new LiveStreams(store, new Budget(10, 10), _ -> false);
    private final Map<Kind, Integer> counted = new ConcurrentHashMap<>();
    private final Observers observers = Told.to((kind, status, _, _, _) -> counted.merge(kind, status, (_, last) -> last));
    private Loopback site;
    private boolean served;

    @Before
    public void start() throws Exception {
        site = new Loopback(new PublicHandler(store, streams, new SecurityHeaders(), observers, new Arrivals(),
                start, new Budget(1_000_000, 1_000_000), new UnfinishedAnswers(_ -> true, 0),
                new HeldRequests(new Budget(1_000_000, 1_000_000), true),
                new ServletDispatch(new ServletPort(), start, new ServletDoor(), new Budget(10, 10), ROOMY),
                new Handler.Abstract() {

                    @Override
                    public boolean handle(Request request, Response response, Callback callback) {
                        // As the error servlet does where no other has the path.
                        ServletDispatch.refuse(start, served ? 405 : 404, request, response, callback);
                        return true;
                    }
                }));
    }

    @After
    public void stop() throws Exception {
        streams.close();
        observers.close();
        site.stop();
        store.stop();
    }

    @Test
    public void untilItIsOverNothingIsRefused() throws Exception {
        for (boolean some : new boolean[] {false, true}) {
            served = some;
            for (String request : List.of("POST /donations", "POST /en/", "DELETE /en/", "PUT /live/flood", "TRACE /en/",
                    "GET /unknown", "POST /en")) {
                String answer = ask(request);
                assertTrue(request + ": " + answer, answer.startsWith("HTTP/1.1 503 "));
                assertTrue(answer, answer.contains("\r\nRetry-After: 2\r\n"));
            }
        }
        assertTrue(ask("GET /en/").startsWith("HTTP/1.1 200 "));
        assertTrue("the form as it is", ask("GET /en/donate?amount=25").endsWith("/en/donate"));
    }

    @Test
    public void afterwardsMistakesAreSaid() throws Exception {
        store.publish("pages", SITE);
        start.bindServlets(() -> new Result(Result.Status.TEMPORARILY_UNAVAILABLE, "no servlet answers /donations"));
        assertFalse(start.isOver());
        assertTrue(ask("POST /en/").startsWith("HTTP/1.1 503 "));
        start.bindServlets(() -> new Result(Result.Status.WARN, "two want one path"));
        assertTrue(start.isOver());
        assertTrue(ask("POST /en/").startsWith("HTTP/1.1 405 "));
        assertTrue(ask("GET /unknown").startsWith("HTTP/1.1 404 "));
        start.bindServlets(() -> new Result(Result.Status.TEMPORARILY_UNAVAILABLE, "a swap"));
        assertTrue("for good", start.isOver());
    }

    @Test
    public void aRehearsalWasNoStart() throws Exception {
        store.publish("pages", SITE);
        start.bindServlets(() -> new Result(Result.Status.OK, "all are there"));
        assertTrue(start.isOver());
        start.bindServlets(() -> new Result(Result.Status.TEMPORARILY_UNAVAILABLE, "no servlet answers /donations"));
        start.beginAgain();
        assertFalse(start.isOver());
        assertTrue(ask("GET /unknown").startsWith("HTTP/1.1 503 "));
    }

    /** A balancer that asks whether a node is fit, and what a start asks to come again, are no errors of the site. */
    @Test
    public void neitherProbesNorWhatAStartPutsOffCountAsErrorsOfVisitors() throws Exception {
        ask("GET /readyz");
        ask("POST /donations");
        ask("PUT /en/");
        told(Map.of(Kind.PROBE, 503, Kind.START, 503));
        store.publish("pages", SITE);
        start.bindServlets(() -> new Result(Result.Status.OK, "all are there"));
        ask("POST /donations");
        ask("PUT /en/");
        told(Map.of(Kind.PROBE, 503, Kind.START, 503, Kind.SERVLET, 404, Kind.ERROR, 405));
        ask("GET /readyz/give");
        told(Map.of(Kind.PROBE, 404, Kind.START, 503, Kind.SERVLET, 404, Kind.ERROR, 405));
    }

    private void told(Map<Kind, Integer> expected) throws Exception {
        Await.until("told " + expected, () -> counted.equals(expected));
    }

    private String ask(String request) throws Exception {
        return site.ask("127.0.0.1", request + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    }

    private static Snapshot page(String path) {
        return Snapshot.of(path, "text/html", Caching.REVALIDATE, path.getBytes(StandardCharsets.UTF_8));
    }
}

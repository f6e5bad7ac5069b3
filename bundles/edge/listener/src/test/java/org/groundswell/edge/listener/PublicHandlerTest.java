package org.groundswell.edge.listener;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.groundswell.edge.api.Caching;
import org.groundswell.edge.api.snapshots.Snapshot;
import org.groundswell.edge.api.snapshots.SnapshotSet;
import org.groundswell.edge.listener.budgets.Budget;
import org.groundswell.edge.listener.budgets.SlowReaders;
import org.groundswell.edge.listener.budgets.HeldRequests;
import org.groundswell.edge.listener.budgets.Loopback;
import org.groundswell.edge.listener.callers.Arrivals;
import org.groundswell.edge.listener.callers.Observers;
import org.groundswell.edge.listener.handover.ServletDoor;
import org.groundswell.edge.listener.published.LiveStreams;
import org.groundswell.edge.listener.published.SecurityHeaders;
import org.groundswell.edge.listener.published.SnapshotStore;
import org.groundswell.edge.listener.published.UnfinishedAnswers;
import org.groundswell.edge.listener.servlets.NodeStart;
import org.groundswell.edge.listener.servlets.ServletDispatch;
import org.groundswell.edge.listener.servlets.ServletPort;
import org.groundswell.edge.listener.servlets.Started;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.BundleContext;

/** Which answer each public request gets: a page from memory, another address, a servlet, or a refusal. */
public class PublicHandlerTest {
    private static final SlowReaders ROOMY =
            new SlowReaders(Long.MAX_VALUE, Long.MAX_VALUE, System::nanoTime, _ -> { });
    private static final String HOLE = "0".repeat(Snapshot.KEY_LENGTH);
    private static final String FORM = "<input value='" + HOLE + "'>";
    private static final String SERVLET = "from a servlet: ";

    private final SnapshotStore store = new SnapshotStore((BundleContext) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {BundleContext.class}, (_, _, _) -> null), Map.of());
    private final LiveStreams streams = new LiveStreams(store, new Budget(10, 10), _ -> false);
    private Budget personal = new Budget(1_000_000, 1_000_000);
    private Loopback site;

    @Before
    public void start() throws Exception {
        store.publish("pages", new SnapshotSet(List.of(page("/en/"), page("/en/about"),
                page("/en/thanks").personalWith("donation"), page("/embed/flood").openToOtherSites(),
                Snapshot.withKey("/en/donate", "text/html", FORM.getBytes(StandardCharsets.US_ASCII), FORM.indexOf(HOLE)),
                page("/api/flood")), List.of("en", "nl"), Map.of(), Map.of("/live/flood", "/api/flood")));
        serve();
    }

    private void serve() throws Exception {
        NodeStart start = Started.with(store);
        site = new Loopback(new PublicHandler(store, streams, new SecurityHeaders(), new Observers(), new Arrivals(),
                start, personal, new UnfinishedAnswers(_ -> true, 0),
                new HeldRequests(new Budget(1_000_000, 1_000_000), true),
                new ServletDispatch(new ServletPort(), start, new ServletDoor(), new Budget(10, 10), ROOMY), new Handler.Abstract() {

                    @Override
                    public boolean handle(Request request, Response response, Callback callback) {
                        Content.Sink.write(response, true, SERVLET + request.getMethod() + " "
                                + request.getHttpURI().getPathQuery(), callback);
                        return true;
                    }
                }));
    }

    @After
    public void stop() throws Exception {
        streams.close();
        site.stop();
        store.stop();
    }

    @Test
    public void aPageComesFromMemoryWithAllItsHeaders() throws Exception {
        String answer = ask("GET /en/about");
        assertTrue(answer, answer.startsWith("HTTP/1.1 200 "));
        assertTrue(answer, answer.endsWith("\r\n\r\npage /en/about"));
        assertEquals("text/html", header(answer, "Content-Type"));
        assertEquals(Caching.REVALIDATE.header(), header(answer, "Cache-Control"));
        assertEquals("nosniff", header(answer, "X-Content-Type-Options"));
        assertEquals("its head is the same without it", header(answer, "Content-Length"),
                header(ask("HEAD /en/about"), "Content-Length"));
        assertTrue(ask("HEAD /en/about").endsWith("\r\n\r\n"));
        assertTrue("written with an escape", ask("GET /en/%61bout").endsWith("page /en/about"));
    }

    @Test
    public void onlyWhatIsForOtherSitesMayStandInTheirFrames() throws Exception {
        String own = ask("GET /en/about");
        assertEquals("DENY", header(own, "X-Frame-Options"));
        assertTrue(own, header(own, "Content-Security-Policy").contains("frame-ancestors 'none'"));
        assertEquals("", header(own, "Access-Control-Allow-Origin"));
        String meter = ask("GET /embed/flood");
        assertEquals("", header(meter, "X-Frame-Options"));
        assertEquals(1, meter.split("Content-Security-Policy").length - 1);
        assertTrue(meter, header(meter, "Content-Security-Policy").endsWith("frame-ancestors *"));
        assertEquals("*", header(meter, "Access-Control-Allow-Origin"));
        assertEquals("nosniff", header(meter, "X-Content-Type-Options"));
    }

    @Test
    public void whoHasThePageAlreadyIsToldSo() throws Exception {
        String tag = header(ask("GET /en/about"), "ETag");
        for (String condition : List.of(tag, "W/" + tag, "\"other\", " + tag, "*")) {
            String answer = ask("GET /en/about", "If-None-Match: " + condition);
            assertTrue(condition + answer, answer.startsWith("HTTP/1.1 304 ") && answer.endsWith("\r\n\r\n"));
            assertEquals(tag, header(answer, "ETag"));
        }
        assertTrue(ask("GET /en/about", "If-None-Match: \"other\"").startsWith("HTTP/1.1 200 "));
    }

    @Test
    public void theBodyIsInAFormThatTheVisitorReads() throws Exception {
        assertEquals("", header(ask("GET /en/about"), "Content-Encoding"));
        assertTrue(ask("GET /en/about", "Accept-Encoding: identity;q=0").startsWith("HTTP/1.1 406 "));
        assertTrue(ask("GET /en/donate", "Accept-Encoding: *;q=0").startsWith("HTTP/1.1 406 "));
        assertEquals("gzip", header(ask("GET /en/donate", "Accept-Encoding: gzip"), "Content-Encoding"));
    }

    @Test
    public void eachFormHasAKeyOfItsOwn() throws Exception {
        String first = ask("GET /en/donate");
        String key = key(first);
        assertEquals("a form key", key, UUID.fromString(key).toString());
        assertNotEquals(key, key(ask("GET /en/donate")));
        assertEquals("no-store", header(first, "Cache-Control"));
        assertEquals(String.valueOf(FORM.length()), header(first, "Content-Length"));
    }

    @Test
    public void whoHasTooManyFormsOnTheirWayComesAgain() throws Exception {
        site.stop();
        personal = new Budget(FORM.length() - 1, FORM.length() - 1);
        serve();
        String answer = ask("GET /en/donate");
        assertTrue(answer, answer.startsWith("HTTP/1.1 503 "));
        assertEquals("2", header(answer, "Retry-After"));
        assertTrue("pages of all are no matter", ask("GET /en/about").startsWith("HTTP/1.1 200 "));
    }

    @Test
    public void whatIsForOneVisitorIsAServlets() throws Exception {
        assertTrue(ask("GET /en/thanks").endsWith("page /en/thanks"));
        assertTrue(ask("GET /en/thanks?donation=1").endsWith(SERVLET + "GET /en/thanks?donation=1"));
        assertTrue(ask("POST /donations").endsWith(SERVLET + "POST /donations"));
        assertEquals("nosniff", header(ask("GET /unknown"), "X-Content-Type-Options"));
    }

    @Test
    public void pagesAndStreamsAreOnlyRead() throws Exception {
        for (String request : List.of("POST /en/about", "DELETE /en/donate", "PUT /live/flood", "TRACE /en/about")) {
            String answer = ask(request);
            assertTrue(request + answer, answer.startsWith("HTTP/1.1 405 "));
            assertEquals(request, "GET, HEAD", header(answer, "Allow"));
        }
        for (String method : List.of("TRACE", "CONNECT", "PROPFIND", "MADEUP")) {
            String answer = ask(method + " /donations");
            assertFalse(method + answer, answer.contains(SERVLET));
            assertTrue(method + answer, answer.startsWith("HTTP/1.1 4"));
        }
    }

    @Test
    public void whoMeansAPageIsSentThere() throws Exception {
        String home = ask("GET /?utm=mail", "Accept-Language: nl");
        assertTrue(home, home.startsWith("HTTP/1.1 302 "));
        assertEquals("/nl/?utm=mail", header(home, "Location"));
        assertEquals("Accept-Language", header(home, "Vary"));
        String meant = ask("GET /EN/About/");
        assertTrue(meant, meant.startsWith("HTTP/1.1 308 "));
        assertEquals("/en/about", header(meant, "Location"));
        assertTrue("a form is not sent elsewhere", ask("POST /EN/About/").contains(SERVLET));
    }

    private String ask(String request, String... headers) throws Exception {
        var lines = new StringBuilder(request + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n");
        for (String each : headers) {
            lines.append(each).append("\r\n");
        }
        return site.ask("127.0.0.1", lines + "\r\n");
    }

    /** "" where there is none. */
    private static String header(String answer, String name) {
        return answer.lines().takeWhile(line -> !line.isEmpty()).filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2)).findFirst().orElse("");
    }

    private static String key(String answer) {
        return answer.substring(answer.indexOf("value='") + 7, answer.lastIndexOf('\''));
    }

    private static Snapshot page(String path) {
        return Snapshot.of(path, "text/html", Caching.REVALIDATE, ("page " + path).getBytes(StandardCharsets.UTF_8));
    }
}

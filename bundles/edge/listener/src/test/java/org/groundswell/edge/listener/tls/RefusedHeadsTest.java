package org.groundswell.edge.listener.tls;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSocket;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.groundswell.edge.http1.StrictHttp1;
import org.groundswell.edge.listener.budgets.Await;
import org.groundswell.edge.listener.budgets.Budget;
import org.groundswell.edge.listener.budgets.HeldRequests;
import org.groundswell.edge.listener.budgets.Http2Holdings;
import org.groundswell.edge.listener.budgets.Loopback;
import org.groundswell.edge.listener.budgets.NotedThreads;
import org.groundswell.edge.listener.budgets.TurnLine;
import org.groundswell.edge.listener.callers.Arrivals;
import org.groundswell.edge.listener.callers.Observers;
import org.groundswell.edge.listener.fastpath.ReadyPages;
import org.groundswell.edge.listener.fastpath.SnapshotConnectionFactory;
import org.groundswell.edge.listener.http.PlainHttp2;
import org.groundswell.edge.listener.leaving.Departure;
import org.groundswell.edge.listener.published.SecurityHeaders;
import org.groundswell.edge.listener.published.SnapshotStore;
import org.groundswell.edge.listener.published.UnfinishedAnswers;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.framework.BundleContext;

/** What is refused costs least: the thread that reads it says so, and no other is asked. */
public class RefusedHeadsTest {
    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final byte[] SETTINGS = {0, 0, 0, 4, 0, 0, 0, 0, 0};
    /** A frame of 16 kB that begins a request (RFC 9113, section 6.2). */
    private static final byte[] HEADERS = {0, 0x40, 0, 1, 4, 0, 0, 0, 1};

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final NotedThreads threads = new NotedThreads();
    private final Server server = new Server(threads);
    private final SnapshotStore store = new SnapshotStore((BundleContext) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {BundleContext.class}, (_, _, _) -> null), Map.of());
    /** Nothing is left of it. */
    private HeldRequests held = new HeldRequests(new Budget(0, 0), true);
    /** Noted, unlike that of handshakes. */
    private final TurnLine line = new TurnLine(turn -> threads.execute(turn::run));
    private final List<Socket> open = new ArrayList<>();
    private ServerConnector connector;
    private TestKey key;

    @After
    public void stop() throws Exception {
        for (Socket each : open) {
            each.close();
        }
        server.stop();
        store.stop();
    }

    @Test
    public void whatIsNoRequest() throws Exception {
        held = new HeldRequests(new Budget(100_000, 100_000), true);
        start(http1());
        refused(400, "NONSENSE\r\n\r\n");
        refused(400, "GET /a HTTP/1.1\nHost: x\n\n");
        refused(414, "GET /" + "a".repeat(9000) + " HTTP/1.1\r\n");
    }

    @Test
    public void anUnfinishedHead() throws Exception {
        start(http1());
        refused(503, "GET /en/ HTTP/1.1\r\nHost: x\r\nA: b");
        refused(503, "POST /contact HTTP/1.1\r\nHost");
    }

    @Test
    public void anUnfinishedHeadWherePagesAreAskedFor() throws Exception {
        StrictHttp1 http1 = http1();
        start(new SnapshotConnectionFactory(new ReadyPages(store, new SecurityHeaders(), new Observers(), new Arrivals(),
                new UnfinishedAnswers(_ -> true, 0), new Departure()), http1, new Budget(0, 0), line), http1);
        refused(503, "GET /en/ HTTP/1.1\r\nHost: x\r\nA: b");
        refused(503, "POST /contact HTTP/1.1\r\nHost");
        refused(400, "GET /a HTTP/1.1\nHost: x\n\n");
    }

    @Test
    public void aHeadThatIsTooLargeWherePagesAreAskedFor() throws Exception {
        StrictHttp1 http1 = new StrictHttp1(new HttpConfiguration(), 100,
                new HeldRequests(new Budget(100_000, 100_000), true).ofConnections());
        start(new SnapshotConnectionFactory(new ReadyPages(store, new SecurityHeaders(), new Observers(), new Arrivals(),
                new UnfinishedAnswers(_ -> true, 0), new Departure()), http1, new Budget(100_000, 100_000), line), http1);
        refused(414, "GET /" + "a".repeat(9000));
        refused(431, "GET /en/ HTTP/1.1\r\nHost: x\r\nA: " + "a".repeat(9000));
    }

    @Test
    public void anUnfinishedHeadWithinTls() throws Exception {
        startWithTls(1_000_000);
        for (String begun : List.of("GET /en/ HTTP/1.1\r\nHost: x\r\nA: b", "POST /contact HTTP/1.1\r\nHost")) {
            SSLSocket visitor = secure("http/1.1");
            refused(visitor, 503, begun);
        }
    }

    @Test
    public void anUnfinishedHeadInHttp2() throws Exception {
        // Enough for a record that is coming, not for the frame.
        startWithTls(30_000);
        SSLSocket visitor = secure("h2");
        visitor.getOutputStream().write(PREFACE.getBytes(StandardCharsets.US_ASCII));
        visitor.getOutputStream().write(SETTINGS);
        assertEquals("from now on it is HTTP/2", 0, visitor.getInputStream().read());
        threads.given();
        try {
            visitor.getOutputStream().write(HEADERS);
            visitor.getInputStream().readAllBytes();
        } catch (IOException e) {
            // Sent away, as it should be.
        }
        assertEquals(List.of(), threads.given());
    }

    private StrictHttp1 http1() {
        return new StrictHttp1(new HttpConfiguration(), 100, held.ofConnections());
    }

    /** @param records bytes that there are for what TLS has not whole yet */
    private void startWithTls(int records) throws Exception {
        key = TestKey.made(folder.getRoot().toPath());
        var tls = new SslContextFactory.Server();
        tls.setKeyStore(key.store());
        tls.setKeyStorePassword(TestKey.PASSWORD);
        var negotiation = new ALPNServerConnectionFactory();
        negotiation.setDefaultProtocol("http/1.1");
        var requests = new HttpConfiguration();
        requests.addCustomizer(new SecureRequestCustomizer(false));
        var http2 = new PlainHttp2(requests);
        Http2Holdings.limit(http2, new Budget(1_000_000, 1_000_000));
        var counted = new CountedTls(tls, negotiation.getProtocol(), new TurnLine(threads),
                new HeldRequests(new Budget(records, records), true).ofConnections());
        start(counted, negotiation, http2, http1());
    }

    private void start(ConnectionFactory... protocols) throws Exception {
        connector = new ServerConnector(server, 1, 1, protocols);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract.NonBlocking() {

            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                response.write(true, null, callback);
                return true;
            }
        });
        server.start();
    }

    private void refused(int status, String begun) throws Exception {
        var socket = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort());
        socket.setSoTimeout(60_000);
        open.add(socket);
        Await.until("it is there", () -> connector.getConnectedEndPoints().stream()
                .anyMatch(each -> each.getConnection() != null
                        && socket.getLocalSocketAddress().equals(each.getRemoteSocketAddress())));
        refused(socket, status, begun);
    }

    private void refused(Socket socket, int status, String begun) throws Exception {
        threads.given();
        socket.getOutputStream().write(begun.getBytes(StandardCharsets.US_ASCII));
        String answer = Loopback.answer(socket);
        assertTrue(answer, answer.startsWith("HTTP/1.1 " + status + " "));
        assertEquals(List.of(), threads.given());
    }

    private SSLSocket secure(String protocol) throws Exception {
        var socket = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort());
        socket.setSoTimeout(60_000);
        open.add(socket);
        var secure = (SSLSocket) key.trusting().getSocketFactory().createSocket(socket, "site", connector.getLocalPort(),
                false);
        var parameters = secure.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {protocol});
        secure.setSSLParameters(parameters);
        secure.startHandshake();
        return secure;
    }
}

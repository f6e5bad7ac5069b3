package org.groundswell.edge.listener.tls;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLSocket;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.io.Content;
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
import org.groundswell.edge.listener.budgets.AwaitsTurn;
import org.groundswell.edge.listener.budgets.Budget;
import org.groundswell.edge.listener.budgets.HeldRequests;
import org.groundswell.edge.listener.budgets.Http2Holdings;
import org.groundswell.edge.listener.budgets.Loopback;
import org.groundswell.edge.listener.budgets.TurnLine;
import org.groundswell.edge.listener.http.PlainHttp2;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Records and frames that never come whole. */
public class CountedTlsTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    /** The beginning of a record of 16 kB (RFC 8446, section 5.2). */
    private static final byte[] RECORD = {0x17, 0x03, 0x03, 0x40, 0};
    /** A frame of 16 kB that begins a request (RFC 9113, section 6.2). */
    private static final byte[] HEADERS = {0, 0x40, 0, 1, 4, 0, 0, 0, 1};
    private static final byte[] SETTINGS = {0, 0, 0, 4, 0, 0, 0, 0, 0};

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final Budget budget = new Budget(200_000, 130_000);
    private final Server server = new Server();
    private final List<Socket> plain = new CopyOnWriteArrayList<>();
    /** Of handshakes, while nobody has time for them. */
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private volatile boolean busy;
    private ServerConnector connector;
    private TestKey key;

    @Before
    public void start() throws Exception {
        key = TestKey.made(folder.getRoot().toPath());
        var tls = new SslContextFactory.Server();
        tls.setKeyStore(key.store());
        tls.setKeyStorePassword(TestKey.PASSWORD);
        var memory = new HeldRequests(budget, true).ofConnections();
        var negotiation = new ALPNServerConnectionFactory();
        negotiation.setDefaultProtocol("http/1.1");
        var requests = new HttpConfiguration();
        requests.addCustomizer(new SecureRequestCustomizer(false));
        var http2 = new PlainHttp2(requests);
        Http2Holdings.limit(http2, new Budget(1_000_000, 1_000_000));
        connector = new ServerConnector(server, 1, 1, new CountedTls(tls, negotiation.getProtocol(),
                new TurnLine(this::shake), memory), negotiation, http2, new StrictHttp1(requests, 100, memory));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract.NonBlocking() {

            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                Content.Source.consumeAll(request, Callback.from(() -> response.write(true, null, callback),
                        callback::failed));
                return true;
            }
        });
        server.start();
    }

    @After
    public void stop() throws Exception {
        for (Socket each : plain) {
            each.close();
        }
        Await.until("all is given back", () -> budget.taken() == 0);
        server.stop();
    }

    @Test
    public void aRecordThatIsComingIsCounted() throws Exception {
        SSLSocket visitor = visitor("http/1.1");
        plain.getLast().getOutputStream().write(RECORD);
        Await.until("it is counted", () -> budget.taken() > 16_000);
        for (int i = 0; i < 8; i++) {
            visitor("http/1.1");
            plain.getLast().getOutputStream().write(RECORD);
        }
        Await.until("those beyond the budget are closed", () -> plain.stream().filter(CountedTlsTest::hasEnded).count() >= 2);
        assertTrue("taken: " + budget.taken(), budget.taken() <= 130_000);
        visitor.close();
    }

    @Test
    public void whatComesWholeLeavesNothing() throws Exception {
        for (int i = 0; i < 20; i++) {
            SSLSocket visitor = visitor("http/1.1");
            visitor.getOutputStream().write(GET.getBytes(StandardCharsets.US_ASCII));
            String answer = Loopback.answer(visitor);
            assertTrue(answer, answer.startsWith("HTTP/1.1 200"));
        }
        Await.until("nothing is held", () -> budget.taken() == 0);
    }

    @Test
    public void whoHasMuchToSendIsReadToItsEnd() throws Exception {
        SSLSocket visitor = visitor("http/1.1");
        byte[] body = new byte[1_000_000];
        Thread.ofVirtual().start(() -> {
            try {
                visitor.getOutputStream().write(("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length
                        + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                visitor.getOutputStream().write(body);
                visitor.getOutputStream().write(GET.getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                // The answers will not be there.
            }
        });
        String answers = Loopback.answer(visitor);
        assertEquals(answers, 2, answers.split("HTTP/1.1 200", -1).length - 1);
    }

    @Test
    public void aHeadOfHttp2ThatIsComingIsCounted() throws Exception {
        for (int i = 0; i < 5; i++) {
            SSLSocket visitor = visitor("h2");
            visitor.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            visitor.getOutputStream().write(SETTINGS);
            visitor.getOutputStream().write(HEADERS);
        }
        Await.until("those within the budget are counted", () -> budget.taken() == 3 * 2 * 16_384);
        Await.until("those beyond it are closed", () -> plain.stream().filter(CountedTlsTest::hasEnded).count() == 2);
    }

    @Test
    public void whoHasShakenHandsWaitsForNoHandshake() throws Exception {
        SSLSocket visitor = visitor("http/1.1");
        visitor.getOutputStream().write(GET.replace("Connection: close\r\n", "").getBytes(StandardCharsets.US_ASCII));
        assertEquals("all of its handshake is over", 'H', visitor.getInputStream().read());
        busy = true;
        List<Thread> others = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            others.add(Thread.ofVirtual().start(() -> assertThrows(IOException.class, () -> visitor("http/1.1"))));
        }
        Await.until("they wait, one for a thread", () -> waiting.size() == 1 && connector.getConnectedEndPoints().size() > 20);
        Await.until("and are known to", () -> connector.getConnectedEndPoints().stream().filter(each ->
                each.getConnection() instanceof AwaitsTurn one && one.awaitsTurn()).count() == others.size());
        visitor.getOutputStream().write(GET.getBytes(StandardCharsets.US_ASCII));
        String answers = Loopback.answer(visitor);
        assertTrue(answers, answers.contains("HTTP/1.1 200"));
        for (Socket each : plain) {
            each.close();
        }
        for (Thread each : others) {
            each.join();
        }
        busy = false;
        waiting.remove().run();
    }

    private void shake(Runnable step) {
        if (busy) {
            waiting.add(step);
        } else {
            Thread.ofVirtual().start(step);
        }
    }

    private SSLSocket visitor(String protocol) throws Exception {
        var socket = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort());
        socket.setSoTimeout(20_000);
        plain.add(socket);
        var secure = (SSLSocket) key.trusting().getSocketFactory().createSocket(socket, "site", connector.getLocalPort(),
                false);
        var parameters = secure.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {protocol});
        secure.setSSLParameters(parameters);
        secure.startHandshake();
        return secure;
    }

    /** Whatever else came before the end. */
    private static boolean hasEnded(Socket socket) {
        try {
            socket.setSoTimeout(1);
            return socket.getInputStream().readAllBytes().length >= 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}

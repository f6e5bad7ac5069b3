package org.groundswell.edge.listener.tls;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLSocket;
import org.eclipse.jetty.io.ArrayByteBufferPool;
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
import org.groundswell.edge.listener.budgets.SlowReaders;
import org.groundswell.edge.listener.budgets.TurnLine;
import org.groundswell.edge.listener.budgets.WatchedConnector;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Answers that nobody takes, over TLS and without. */
public class UntakenAnswersTest {
    private static final String MANY = "127.0.0.2";
    private static final String FEW = "127.0.0.3";
    /** More than the system takes of an answer by itself. */
    private static final int LENGTH = 6_000_000;
    private static final int SIX_OVER_TLS = 6 * 28 * 1024;
    private static final int PLAIN = 16 * 1024;
    private static final int SYSTEMS_OWN = 64 * 1024;
    private static final long MOST_KEPT = 1_000_000;
    /** What the last ones may leave beyond it. */
    private static final long A_FEW = 100_000;
    private static final int CROWD = 80;
    private static final Executor NEVER = _ -> { };

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    /** With no more room for who has taken something just now; the clock stands, or who came first would be slow for long. */
    private final SlowReaders readers = new SlowReaders(SIX_OVER_TLS, SIX_OVER_TLS, () -> 0, NEVER);
    /** Who have taken something just now. */
    private final SlowReaders crowd = new SlowReaders(SIX_OVER_TLS, Long.MAX_VALUE, () -> 0, NEVER);
    private final AtomicLong seconds = new AtomicLong();
    private final AtomicLong clockReads = new AtomicLong();
    private final Queue<Runnable> looks = new ConcurrentLinkedQueue<>();
    /** With room for one. */
    private final SlowReaders drips = new SlowReaders(PLAIN, Long.MAX_VALUE,
            this::clock, looks::add);
    private final Server server = new Server(null, null, WatchedConnector.buffers(MOST_KEPT));
    private final List<Socket> open = new ArrayList<>();
    private TestKey key;
    private ServerConnector secure;
    /** With room for everybody. */
    private ServerConnector roomy;
    private ServerConnector plain;
    private ServerConnector dripping;

    @Before
    public void start() throws Exception {
        key = TestKey.made(folder.getRoot().toPath());
        var tls = new SslContextFactory.Server();
        tls.setKeyStore(key.store());
        tls.setKeyStorePassword(TestKey.PASSWORD);
        var memory = new HeldRequests(new Budget(1_000_000, 1_000_000), true).ofConnections();
        var requests = new HttpConfiguration();
        requests.addCustomizer(new SecureRequestCustomizer(false));
        var overTls = new CountedTls(tls, "http/1.1", new TurnLine(step -> Thread.ofVirtual().start(step)), memory);
        var http1 = new StrictHttp1(requests, 100, memory);
        secure = connector(new WatchedConnector(server, 1, readers, true, overTls, http1));
        roomy = connector(new WatchedConnector(server, 1, crowd, true, overTls, http1));
        plain = connector(new WatchedConnector(server, 1, readers, true, new StrictHttp1(new HttpConfiguration(), 100,
                memory)));
        dripping = connector(new WatchedConnector(server, 1, drips, true, new StrictHttp1(new HttpConfiguration(), 100,
                memory)));
        dripping.setAcceptedSendBufferSize(SYSTEMS_OWN);
        ByteBuffer page = ByteBuffer.allocate(LENGTH).asReadOnlyBuffer();
        server.setHandler(new Handler.Abstract.NonBlocking() {

            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                response.write(true, page.duplicate(), callback);
                return true;
            }
        });
        server.start();
    }

    @After
    public void stop() throws Exception {
        for (Socket each : open) {
            each.close();
        }
        Await.until("all is given back", () -> readers.bytes() + drips.bytes() == 0);
        Await.until("all are gone", () -> connected(secure, MANY) + connected(secure, FEW) + connected(plain, MANY) == 0);
        server.stop();
    }

    @Test
    public void overTlsTheSlowestOfTheAddressThatHoldsMostAreClosed() throws Exception {
        for (int i = 0; i < 2; i++) {
            ask(overTls(FEW));
        }
        Await.until("they are slow", () -> readers.bytes() == SIX_OVER_TLS / 3);
        for (int i = 0; i < 12; i++) {
            ask(overTls(MANY));
        }
        Await.until("four have room beside them", () -> connected(secure, MANY) == 4 && readers.bytes() == SIX_OVER_TLS);
        assertEquals(2, connected(secure, FEW));
    }

    @Test(timeout = 120_000)
    public void whoReadsInTheEndGetsAll() throws Exception {
        Socket slow = overTls(FEW);
        ask(slow);
        Await.until("it is slow", () -> readers.bytes() > 0);
        // With the small buffer the rest would come by window probes, for an hour.
        slow.setReceiveBufferSize(LENGTH);
        int read = slow.getInputStream().readNBytes(LENGTH).length;
        assertEquals(LENGTH, read);
        Await.until("nothing is held", () -> readers.bytes() == 0);
    }

    @Test
    public void withoutTlsTheyAreCountedAsWell() throws Exception {
        for (int i = 0; i < 30; i++) {
            ask(connect(MANY, plain));
        }
        Await.until("those beyond the budget are closed", () -> connected(plain, MANY) == SIX_OVER_TLS / PLAIN);
    }

    @Test(timeout = 120_000)
    public void whoTakesSomethingIsNotTheSlowest() throws Exception {
        Socket taking = connect(FEW, dripping);
        ask(taking);
        Await.until("one is slow", () -> drips.bytes() == PLAIN);
        ask(connect(MANY, dripping));
        Await.until("two are", () -> drips.bytes() == 2 * PLAIN);
        taking.setReceiveBufferSize(SYSTEMS_OWN);
        // Some rounds: of the other one's answer the system may take the last bytes that it has room for late.
        while (drips.bytes() > PLAIN) {
            seconds.addAndGet(3);
            long before = clockReads.get();
            // More than the system has at both ends, so that something was sent after that.
            taking.getInputStream().readNBytes(8 * SYSTEMS_OWN);
            // All of it may have been one write, which ends when nobody reads on.
            Await.until("it is known", () -> clockReads.get() > before);
            looks.remove().run();
        }
        Await.until("the other one is closed", () -> connected(dripping, MANY) == 0);
        assertEquals(1, connected(dripping, FEW));
    }

    @Test
    public void whatACrowdHasUsedIsNotKept() throws Exception {
        var pool = (ArrayByteBufferPool) server.getByteBufferPool();
        // One after another: Jetty's pool does not look at its limit while another thread does.
        for (int i = 1; i <= CROWD; i++) {
            long held = i * 28L * 1024;
            ask(overTls(connect(MANY, roomy)));
            Await.until("it holds what it does not take", () -> crowd.bytes() == held);
        }
        for (int i = 0; i < CROWD; i++) {
            int left = CROWD - 1 - i;
            open.get(i).close();
            Await.until("it is gone", () -> connected(roomy, MANY) == left && crowd.bytes() == left * 28L * 1024);
        }
        Await.until("buffers are given back: " + pool, () -> pool.getHeapMemory() <= MOST_KEPT + A_FEW
                && pool.getDirectMemory() <= MOST_KEPT + A_FEW);
        Await.until("none is in use", () -> pool.getHeapMemory() == pool.getAvailableHeapMemory());
    }

    private long clock() {
        clockReads.incrementAndGet();
        return TimeUnit.SECONDS.toNanos(seconds.get());
    }

    private static long connected(ServerConnector connector, String address) {
        return connector.getConnectedEndPoints().stream().filter(each -> each.getRemoteSocketAddress()
                instanceof InetSocketAddress inet && inet.getAddress().getHostAddress().equals(address)).count();
    }

    private ServerConnector connector(ServerConnector connector) {
        connector.setHost("127.0.0.1");
        connector.setIdleTimeout(TimeUnit.MINUTES.toMillis(10));
        server.addConnector(connector);
        return connector;
    }

    private static void ask(Socket socket) throws IOException {
        socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    private Socket connect(String from, ServerConnector to) throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(1024);
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(new InetSocketAddress("127.0.0.1", to.getLocalPort()));
        socket.setSoTimeout(60_000);
        open.add(socket);
        return socket;
    }

    private Socket overTls(String from) throws Exception {
        return overTls(connect(from, secure));
    }

    private Socket overTls(Socket plain) throws Exception {
        var socket = (SSLSocket) key.trusting().getSocketFactory().createSocket(plain, "site", plain.getPort(), false);
        socket.startHandshake();
        return socket;
    }
}

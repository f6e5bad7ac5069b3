package org.groundswell.edge.listener.budgets;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.groundswell.edge.listener.tls.TestKey;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class HandshakesTest {
    private static final int ALL = 20;
    private static final int EACH = 8;

    private final List<Socket> open = new ArrayList<>();
    /** From these addresses nobody has had a turn yet. */
    private final Set<String> waiting = ConcurrentHashMap.newKeySet();
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private TestKey key;
    private Handshakes handshakes;
    private Loopback site;

    @After
    public void stop() throws Exception {
        for (Socket each : open) {
            each.close();
        }
        handshakes.close();
        site.stop();
    }

    @Test
    public void anAddressHasItsShareAndOthersTheirs() throws Exception {
        start(Duration.ofMinutes(1));
        connect("127.0.0.1", 3 * EACH);
        Await.until("the surplus is closed", () -> closed() == 2 * EACH);
        assertEquals(EACH, handshakes.count());
        connect("127.0.0.2", 2);
        Await.until("others come in", () -> handshakes.count() == EACH + 2);
        assertEquals(2 * EACH, closed());
    }

    @Test
    public void whenThereAreTooManyTheOldestOfTheAddressWithMostGoes() throws Exception {
        start(Duration.ofMinutes(1));
        connect("127.0.0.1", 1);
        connect("127.0.0.2", EACH);
        connect("127.0.0.3", EACH - 1);
        connect("127.0.0.4", ALL - 2 * EACH);
        Await.until("all places are taken", () -> handshakes.count() == ALL);
        connect("127.0.0.5", 1);
        Await.until("one has gone", () -> closed() == 1);
        assertTrue("the oldest of the second address", isClosed(open.get(1)));
        assertEquals(ALL, handshakes.count());
    }

    @Test
    public void theyTakeNoLongerThanTheyMay() throws Exception {
        start(Duration.ofSeconds(1));
        connect("127.0.0.1", EACH);
        Await.until("all are closed", () -> closed() == EACH);
        Await.until("and forgotten", () -> handshakes.count() == 0);
    }

    @Test
    public void whoseTurnHasNotComeIsNotLate() throws Exception {
        waiting.add("127.0.0.1");
        start(Duration.ofSeconds(1));
        connect("127.0.0.1", EACH);
        connect("127.0.0.2", 1);
        Await.until("who is waited for is closed", () -> closed() == 1);
        assertTrue(isClosed(open.getLast()));
        assertEquals("the others came before", EACH, handshakes.count());
        waiting.clear();
        Await.until("now they are waited for", () -> closed() == EACH + 1);
    }

    @Test
    public void whenThereAreTooManyWhoWaitsForATurnStays() throws Exception {
        waiting.addAll(List.of("127.0.0.2", "127.0.0.3", "127.0.0.4"));
        start(Duration.ofMinutes(1));
        connect("127.0.0.2", EACH - 1);
        waiting.remove("127.0.0.2");
        connect("127.0.0.2", 1);
        waiting.add("127.0.0.2");
        connect("127.0.0.3", EACH - 1);
        connect("127.0.0.4", ALL - 2 * EACH + 1);
        connect("127.0.0.5", 1);
        Await.until("one has gone", () -> closed() == 1);
        assertTrue("who is waited for, of those with most", isClosed(open.get(EACH - 1)));
        connect("127.0.0.5", 1);
        Await.until("another one has gone", () -> closed() == 2);
        assertTrue("where all of the address wait for their turn, who came last", isClosed(open.get(EACH - 2))
                || isClosed(open.get(2 * EACH - 2)));
    }

    @Test
    public void whatIsFinishedOrGoneIsNotCounted() throws Exception {
        start(Duration.ofMinutes(1));
        SSLContext trusting = key.trusting();
        for (int i = 0; i < 2 * EACH; i++) {
            Socket plain = site.connect("127.0.0.1");
            var socket = (SSLSocket) trusting.getSocketFactory().createSocket(plain, "localhost", plain.getPort(), true);
            open.add(socket);
            socket.startHandshake();
        }
        Await.until("all are finished", () -> handshakes.count() == 0);
        connect("127.0.0.1", EACH);
        Await.until("they are there", () -> handshakes.count() == EACH);
        for (Socket each : open) {
            each.close();
        }
        Await.until("nobody is left", () -> handshakes.count() == 0);
    }

    private void start(Duration longest) throws Exception {
        handshakes = new Handshakes(ALL, EACH, longest);
        var tls = new SslContextFactory.Server();
        key = TestKey.made(folder.getRoot().toPath());
        tls.setKeyStore(key.store());
        tls.setKeyStorePassword(TestKey.PASSWORD);
        site = new Loopback(Loopback.FINE, new WaitingTls(tls), new HttpConnectionFactory());
        site.connector().addBean(handshakes);
    }

    /** Connections wait for their turn as long as this test has it. */
    private final class WaitingTls extends SslConnectionFactory {
        WaitingTls(SslContextFactory.Server tls) {
            super(tls, "http/1.1");
        }

        @Override
        protected SslConnection newSslConnection(Connector connector, EndPoint endPoint, SSLEngine engine) {
            String from = ((InetSocketAddress) endPoint.getRemoteSocketAddress()).getAddress().getHostAddress();
            boolean waits = waiting.contains(from);
            final class Waiting extends SslConnection implements AwaitsTurn {
                Waiting() {
                    super(connector.getByteBufferPool(), connector.getExecutor(), getSslContextFactory(), endPoint, engine, false,
                            false);
                }

                @Override
                public boolean awaitsTurn() {
                    return waits && waiting.contains(from);
                }
            }
            return new Waiting();
        }
    }

    private void connect(String from, int number) throws Exception {
        for (int i = 0; i < number; i++) {
            int before = handshakes.count() + closed();
            Socket socket = site.connect(from);
            open.add(socket);
            Await.until("it was seen", () -> handshakes.count() + closed() > before);
        }
    }

    private int closed() {
        return (int) open.stream().filter(HandshakesTest::isClosed).count();
    }

    private static boolean isClosed(Socket socket) {
        try {
            socket.setSoTimeout(1);
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}

package org.groundswell.edge.listener;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.groundswell.edge.listener.budgets.Await;
import org.groundswell.edge.listener.budgets.Budget;
import org.groundswell.edge.listener.budgets.Http2Frames;
import org.groundswell.edge.listener.budgets.Loopback;
import org.groundswell.edge.listener.published.LiveStreams;
import org.groundswell.edge.listener.published.SnapshotStore;
import org.groundswell.edge.listener.servlets.WholeBody;
import org.junit.After;
import org.junit.Test;
import org.osgi.framework.BundleContext;

public class Http2HoldingsTest {
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int SETTINGS = 4;
    private static final int END_STREAM = 1;

    private final Budget budget = new Budget(400_000, 200_000);
    private final List<Socket> open = new ArrayList<>();
    private Loopback site;

    @After
    public void stop() throws Exception {
        for (Socket each : open) {
            each.close();
        }
        // Before the server ends: it ends its threads, too, and with them what was left to give back.
        Await.until("all is given back", () -> budget.taken() == 0);
        site.stop();
    }

    @Test
    public void whatNobodyReadsIsCountedAndItsConnectionClosed() throws Exception {
        site = Loopback.http2(new Handler.Abstract() {

            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                response.write(false, null, Callback.NOOP);
                return true;
            }
        }, budget);
        Socket first = connect("127.0.0.1");
        send(first, Http2Frames.post(1, "/"), Http2Frames.frame(DATA, 0, 1, new byte[10_000]));
        Await.until("it is counted", () -> budget.taken() >= 10_000);
        assertTrue("taken: " + budget.taken(), budget.taken() < 30_000);
        Socket other = connect("127.0.0.2");
        send(other, Http2Frames.post(1, "/"), Http2Frames.frame(DATA, 0, 1, new byte[5_000]));
        // Each in a buffer of its own: they hold much more than they are long.
        Await.until("it is closed", () -> !isAlive(first, Http2Frames.frame(DATA, 0, 1, new byte[1])));
        Await.until("only the other is left", () -> budget.taken() < 20_000);
        assertTrue(isAlive(other, Http2Frames.frame(DATA, 0, 1, new byte[1])));
        other.close();
        Await.until("all is given back", () -> budget.taken() == 0);
    }

    @Test
    public void whatIsReadIsNotCountedAgain() throws Exception {
        site = Loopback.http2(new WholeBody(65_536, budget, Loopback.FINE), budget);
        Socket visitor = connect("127.0.0.1");
        for (int i = 0; i < 50; i++) {
            int stream = 1 + 2 * i;
            send(visitor, Http2Frames.post(stream, "/"), Http2Frames.frame(DATA, 0, stream, new byte[6_000]),
                    Http2Frames.frame(DATA, END_STREAM, stream, new byte[10]));
            awaitAnswer(visitor, stream);
            Await.until("it is given back", () -> budget.taken() == 0);
        }
        assertTrue(isAlive(visitor, Http2Frames.frame(SETTINGS, 0, 0, new byte[0])));
    }

    @Test
    public void answersThatNobodyTakesAreCounted() throws Exception {
        site = Loopback.http2(new Handler.Abstract() {

            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                response.write(false, null, Callback.NOOP);
                return true;
            }
        }, budget);
        Socket alone = connect("127.0.0.1");
        send(alone, Http2Frames.post(1, "/"));
        Socket many = connect("127.0.0.1");
        for (int stream = 1; stream < 41; stream += 2) {
            send(many, Http2Frames.post(stream, "/"));
        }
        Await.until("all but the first are counted", () -> budget.taken() == 19 * 4096);
        Socket more = connect("127.0.0.1");
        Await.until("it is closed", () -> {
            for (int stream = 1; stream < 100; stream += 2) {
                if (!isAlive(more, Http2Frames.post(stream, "/"))) {
                    return true;
                }
            }
            return false;
        });
        Await.until("only the others are left", () -> budget.taken() == 19 * 4096);
        assertTrue(isAlive(alone, Http2Frames.frame(SETTINGS, 0, 0, new byte[0])));
        many.close();
        Await.until("all is given back", () -> budget.taken() == 0);
    }

    @Test
    public void aStreamWhoseReaderGoesGivesItsPlaceBack() throws Exception {
        var store = new SnapshotStore((BundleContext) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[] {BundleContext.class}, (_, _, _) -> null), Map.of());
        var places = new Budget(10, 10);
        try (var streams = new LiveStreams(store, places, _ -> false)) {
            site = Loopback.http2(new Handler.Abstract() {

                @Override
                public boolean handle(Request request, Response response, Callback callback) {
                    streams.open("/live/flood", request, response, callback);
                    return true;
                }
            }, budget);
            Socket reader = connect("127.0.0.1");
            send(reader, Http2Frames.post(1, "/"), Http2Frames.post(3, "/"));
            Await.until("both are open", () -> places.taken() == 2);
            reader.close();
            Await.until("both are free", () -> places.taken() == 0);
        }
        store.stop();
    }

    @Test
    public void unfinishedBodiesHaveTheBudgetThatHttp1HasToo() throws Exception {
        var bodies = new Budget(200_000, 100_000);
        site = Loopback.http2(new WholeBody(65_536, bodies, Loopback.FINE), new Budget(4_000_000, 1_000_000));
        Socket visitor = connect("127.0.0.1");
        for (int i = 0; i < 12; i++) {
            send(visitor, Http2Frames.post(1 + 2 * i, "/"), Http2Frames.frame(DATA, 0, 1 + 2 * i, new byte[15_000]));
        }
        Await.until("the share is taken", () -> bodies.taken() > 70_000);
        assertTrue("taken: " + bodies.taken(), bodies.taken() <= 100_000);
        assertTrue("those beyond it are refused alone", isAlive(visitor, Http2Frames.frame(SETTINGS, 0, 0, new byte[0])));
        Socket other = connect("127.0.0.2");
        send(other, Http2Frames.post(1, "/"), Http2Frames.frame(DATA, 0, 1, new byte[15_000]));
        Await.until("others have theirs", () -> bodies.taken() > 100_000 - 24_000 + 15_000);
        visitor.close();
        other.close();
        Await.until("all is given back", () -> bodies.taken() == 0);
    }

    private Socket connect(String from) throws IOException {
        Socket socket = site.begin(from, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        open.add(socket);
        send(socket, Http2Frames.frame(SETTINGS, 0, 0, new byte[0]));
        byte[] head = socket.getInputStream().readNBytes(9);
        assertEquals("from now on it is HTTP/2", SETTINGS, head[3]);
        socket.getInputStream().skipNBytes(head[2]);
        return socket;
    }

    private static void send(Socket socket, byte[]... frames) throws IOException {
        for (byte[] each : frames) {
            socket.getOutputStream().write(each);
        }
    }

    private static void awaitAnswer(Socket socket, int stream) throws IOException {
        var in = new DataInputStream(socket.getInputStream());
        int type;
        int of;
        do {
            int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            type = in.readUnsignedByte();
            in.readUnsignedByte();
            of = in.readInt();
            in.skipNBytes(length);
        } while (type != HEADERS || of != stream);
    }

    private static boolean isAlive(Socket socket, byte[] frame) {
        try {
            send(socket, frame);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}

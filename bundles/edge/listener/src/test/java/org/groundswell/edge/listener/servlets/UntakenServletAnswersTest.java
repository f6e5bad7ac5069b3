package org.groundswell.edge.listener.servlets;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.groundswell.edge.listener.budgets.Await;
import org.groundswell.edge.listener.budgets.Budget;
import org.groundswell.edge.listener.budgets.Http2Frames;
import org.groundswell.edge.listener.budgets.Loopback;
import org.groundswell.edge.listener.budgets.SlowReaders;
import org.groundswell.edge.listener.handover.ServletDoor;
import org.groundswell.edge.listener.published.SnapshotStore;
import org.junit.After;
import org.junit.Test;
import org.osgi.framework.BundleContext;

/** Pages of servlets that nobody takes, over HTTP/2 without any window and over HTTP/1. */
public class UntakenServletAnswersTest {
    private static final String MANY = "127.0.0.2";
    private static final String FEW = "127.0.0.3";
    private static final int DATA = 0;
    private static final int SETTINGS = 4;
    private static final int WINDOW_UPDATE = 8;
    private static final int END_STREAM = 1;
    private static final byte[] NO_WINDOW = {0, 4, 0, 0, 0, 0};
    private static final int PAGE = 100_000;
    /** More than the system takes of an answer by itself. */
    private static final int LARGE_PAGE = 16_000_000;

    private final AtomicInteger broken = new AtomicInteger();
    private final List<Socket> open = new ArrayList<>();
    private final SnapshotStore store = new SnapshotStore((BundleContext) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {BundleContext.class}, (_, _, _) -> null), Map.of());
    private SlowReaders readers;
    private Loopback site;

    @After
    public void stop() throws Exception {
        for (Socket each : open) {
            each.close();
        }
        Await.until("nothing is held", () -> readers.bytes() == 0);
        site.stop();
        store.stop();
    }

    @Test
    public void overHttp2TheStreamsOfTheAddressThatHoldsMostEnd() throws Exception {
        site = Loopback.http2(servlets(PAGE), new Budget(4_000_000, 4_000_000));
        Socket few = http2(FEW);
        few.getOutputStream().write(Http2Frames.get(1, "/"));
        Await.until("it is counted", () -> readers.bytes() == 2 * PAGE);
        Socket many = http2(MANY);
        for (int i = 0; i < 10; i++) {
            many.getOutputStream().write(Http2Frames.get(1 + 2 * i, "/"));
        }
        Await.until("one of many has room", () -> broken.get() == 9);
        assertEquals("two are held", 2 * 2 * PAGE, readers.bytes());
        byte[] more = ByteBuffer.allocate(4).putInt(PAGE).array();
        few.getOutputStream().write(Http2Frames.frame(WINDOW_UPDATE, 0, 0, more));
        few.getOutputStream().write(Http2Frames.frame(WINDOW_UPDATE, 0, 1, more));
        assertEquals(PAGE, bytesOfAnswer(new DataInputStream(few.getInputStream())));
        many.getOutputStream().write(Http2Frames.frame(SETTINGS, 0, 0, new byte[0]));
        assertEquals("its connection is there", 9, broken.get());
    }

    @Test
    public void overHttp1TheConnectionsDo() throws Exception {
        site = new Loopback(servlets(LARGE_PAGE));
        String asked = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
        Socket few = site.begin(FEW, asked);
        open.add(few);
        Await.until("it is counted", () -> readers.bytes() == 2 * LARGE_PAGE);
        for (int i = 0; i < 10; i++) {
            open.add(site.begin(MANY, asked));
        }
        Await.until("one of many has room", () -> broken.get() == 9);
        assertTrue(Loopback.answer(few).length() > LARGE_PAGE);
    }

    /** With room for the answers of two. */
    private ServletDispatch servlets(int length) {
        readers = new SlowReaders(5L * length, 5L * length, System::nanoTime, _ -> { });
        var page = ByteBuffer.allocate(length).asReadOnlyBuffer();
        var felix = new Server();
        felix.setHandler(new Handler.Abstract() {

            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                response.write(true, page.duplicate(), Callback.from(callback::succeeded, failure -> {
                    broken.incrementAndGet();
                    callback.failed(failure);
                }));
                return true;
            }
        });
        var port = new ServletPort();
        try {
            port.createConnector(felix).start();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        port.open(true);
        return new ServletDispatch(port, Started.with(store), new ServletDoor(), new Budget(100, 100), readers);
    }

    private Socket http2(String from) throws IOException {
        Socket socket = site.begin(from, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        open.add(socket);
        socket.getOutputStream().write(Http2Frames.frame(SETTINGS, 0, 0, NO_WINDOW));
        return socket;
    }

    private static int bytesOfAnswer(DataInputStream in) throws IOException {
        int bytes = 0;
        while (true) {
            int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            int type = in.readUnsignedByte();
            int flags = in.readUnsignedByte();
            in.readInt();
            in.skipNBytes(length);
            bytes += type == DATA ? length : 0;
            if (type == DATA && (flags & END_STREAM) != 0) {
                return bytes;
            }
        }
    }
}

package org.groundswell.edge.listener;

import static org.junit.Assert.assertEquals;

import java.io.DataInputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.groundswell.edge.api.Caching;
import org.groundswell.edge.api.snapshots.Snapshot;
import org.groundswell.edge.api.snapshots.SnapshotSet;
import org.groundswell.edge.listener.budgets.Await;
import org.groundswell.edge.listener.budgets.Budget;
import org.groundswell.edge.listener.budgets.SlowReaders;
import org.groundswell.edge.listener.budgets.HeldRequests;
import org.groundswell.edge.listener.budgets.Http2Frames;
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

/** One connection that takes one answer slowly and has others on it. */
public class SlowHttp2ReadersTest {
    private static final SlowReaders ROOMY =
            new SlowReaders(Long.MAX_VALUE, Long.MAX_VALUE, System::nanoTime, _ -> { });
    private static final int HEADERS = 1;
    private static final int RESET = 3;
    private static final int SETTINGS = 4;
    private static final int ENHANCE_YOUR_CALM = 11;
    private static final String OLD = "/en/old";
    private static final String NOW = "/en/now";

    private final Budget budget = new Budget(4_000_000, 4_000_000);
    private final SnapshotStore store = new SnapshotStore((BundleContext) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {BundleContext.class}, (_, _, _) -> null), Map.of());
    private final LiveStreams streams = new LiveStreams(store, new Budget(10, 10), _ -> false);
    private final UnfinishedAnswers unfinished = new UnfinishedAnswers(page -> page.source().path().equals(NOW), 0);
    private final AtomicInteger broken = new AtomicInteger();
    private Loopback site;

    @Before
    public void start() throws Exception {
        store.publish("pages", new SnapshotSet(List.of(page(OLD, 300_000), page(NOW, 10)), List.of("en"), Map.of(), Map.of()));
        NodeStart start = Started.with(store);
        var dispatch = new ServletDispatch(new ServletPort(), start, new ServletDoor(), new Budget(10, 10), ROOMY);
        var handler = new PublicHandler(store, streams, new SecurityHeaders(), new Observers(), new Arrivals(), start,
                budget, unfinished, new HeldRequests(budget, true), dispatch, dispatch);
        site = Loopback.http2(new Handler.Abstract.NonBlocking() {

            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                return handler.handle(request, response, Callback.from(callback::succeeded, failure -> {
                    broken.incrementAndGet();
                    callback.failed(failure);
                }));
            }
        }, budget);
    }

    @After
    public void stop() throws Exception {
        site.stop();
        unfinished.close();
        streams.close();
        store.stop();
    }

    @Test
    public void onlyTheSlowAnswerEnds() throws Exception {
        try (Socket visitor = site.begin("127.0.0.1", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")) {
            var in = new DataInputStream(visitor.getInputStream());
            visitor.getOutputStream().write(Http2Frames.frame(SETTINGS, 0, 0, new byte[0]));
            // It has no more than the window that every connection begins with.
            visitor.getOutputStream().write(Http2Frames.get(1, OLD));
            assertEquals(ENHANCE_YOUR_CALM, ByteBuffer.wrap(payload(in, RESET, 1)).getInt());
            Await.until("its page is kept no longer", () -> broken.get() == 1);
            visitor.getOutputStream().write(Http2Frames.get(3, NOW));
            payload(in, HEADERS, 3);
        }
    }

    private static byte[] payload(DataInputStream in, int type, int stream) throws IOException {
        while (true) {
            int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            int came = in.readUnsignedByte();
            in.readUnsignedByte();
            int of = in.readInt();
            byte[] payload = in.readNBytes(length);
            if (came == type && of == stream) {
                return payload;
            }
        }
    }

    private static Snapshot page(String path, int length) {
        return Snapshot.of(path, "image/png", Caching.REVALIDATE, new byte[length]);
    }
}

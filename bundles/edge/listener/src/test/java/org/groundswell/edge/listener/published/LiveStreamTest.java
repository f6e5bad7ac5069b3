package org.groundswell.edge.listener.published;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.Test;

/** A reader who takes each event only when told to. */
public class LiveStreamTest {
    private final List<String> written = new ArrayList<>();
    private final List<LiveStream> gone = new ArrayList<>();
    private final List<String> over = new ArrayList<>();
    private Callback taken;
    private final LiveStream stream = new LiveStream("/live/flood", null, (Response) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {Response.class}, (_, method, arguments) -> {
                assertEquals("write", method.getName());
                written.add(arguments[1] == null ? "end"
                        : StandardCharsets.UTF_8.decode((ByteBuffer) arguments[1]).toString());
                taken = (Callback) arguments[2];
                return null;
            }), Callback.from(() -> over.add("whole"), _ -> over.add("broken")), gone::add);

    @Test
    public void whoIsSlowGetsTheNewestAndNoBacklog() {
        send("1", "2", "3", "4");
        assertEquals(List.of("1"), written);
        taken.succeeded();
        assertEquals(List.of("1", "4"), written);
        taken.succeeded();
        send("5");
        assertEquals(List.of("1", "4", "5"), written);
    }

    @Test
    public void aHeartbeatWaitsForNobody() {
        send("1");
        stream.sendIfIdle("beat".getBytes(StandardCharsets.UTF_8));
        taken.succeeded();
        assertEquals(List.of("1"), written);
    }

    @Test
    public void whoHasGoneIsDroppedOnce() {
        send("1", "2");
        taken.failed(new IOException("timed out"));
        send("3");
        stream.end();
        assertEquals(List.of("1"), written);
        assertEquals(List.of(stream), gone);
    }

    @Test
    public void endsOnce() {
        stream.end();
        stream.end();
        send("1");
        assertEquals(List.of("end"), written);
        assertTrue(gone.contains(stream));
    }

    @Test
    public void whatIsOnItsWayComesBeforeTheEnd() {
        send("1", "2");
        stream.end();
        stream.end();
        send("3");
        assertEquals("one at a time", List.of("1"), written);
        assertEquals("its place is free", List.of(stream), gone);
        taken.succeeded();
        assertEquals(List.of("1", "end"), written);
        taken.succeeded();
        assertEquals(List.of("whole"), over);
    }

    @Test
    public void whoGoesBeforeTheEndIsHeardToo() {
        send("1");
        stream.end();
        taken.failed(new IOException("timed out"));
        stream.fail(new IOException("reset"));
        assertEquals(List.of("1"), written);
        assertEquals(List.of("broken"), over);
        assertEquals(List.of(stream), gone);
    }

    private void send(String... events) {
        for (String event : events) {
            stream.send(event.getBytes(StandardCharsets.UTF_8));
        }
    }
}

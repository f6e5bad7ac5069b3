package org.groundswell.edge.listener.budgets;

import static org.junit.Assert.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** Many connections over HTTP/2 without any window, with one page on each. */
public class PendingAnswersTest {
    private static final String MANY = "127.0.0.2";
    private static final String FEW = "127.0.0.3";
    private static final int ROOM = 4;
    private static final int HEADERS = 1;
    private static final int SETTINGS = 4;
    private static final int WINDOW_UPDATE = 8;
    private static final int END_HEADERS_AND_STREAM = 5;
    private static final byte[] NO_WINDOW = {0, 4, 0, 0, 0, 0};
    private static final ByteBuffer PAGE = ByteBuffer.allocateDirect(1_000).asReadOnlyBuffer();

    private final SlowReaders readers = new SlowReaders(ROOM * PendingAnswers.BYTES, ROOM * PendingAnswers.BYTES,
            System::nanoTime, _ -> { });
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger taken = new AtomicInteger();
    private final List<Socket> open = new ArrayList<>();
    private Loopback site;

    @Before
    public void start() throws Exception {
        site = Loopback.http2(new PendingAnswers(new Handler.Abstract.NonBlocking() {

            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                response.write(true, PAGE.duplicate(), Callback.from(() -> {
                    taken.incrementAndGet();
                    callback.succeeded();
                }, failure -> {
                    ended.incrementAndGet();
                    callback.failed(failure);
                }));
                return true;
            }
        }, readers), new Budget(4_000_000, 4_000_000));
    }

    @After
    public void stop() throws Exception {
        for (Socket each : open) {
            each.close();
        }
        Await.until("nothing is held", () -> readers.bytes() == 0);
        site.stop();
    }

    @Test
    public void thoseOfTheAddressThatHasMostEnd() throws Exception {
        Socket few = asking(FEW, NO_WINDOW);
        Await.until("it is counted", () -> readers.bytes() == PendingAnswers.BYTES);
        for (int i = 0; i < 10; i++) {
            asking(MANY, NO_WINDOW);
        }
        Await.until("those beyond the room have ended", () -> ended.get() == 11 - ROOM);
        assertEquals("the others are held", ROOM * PendingAnswers.BYTES, readers.bytes());
        few.getOutputStream().write(frame(WINDOW_UPDATE, 0, 1, ByteBuffer.allocate(4).putInt(PAGE.capacity()).array()));
        Await.until("who has few gets the page", () -> taken.get() == 1);
    }

    @Test
    public void whatIsTakenAtOnceIsNotCounted() throws Exception {
        for (int i = 0; i < 2 * ROOM; i++) {
            asking(FEW, new byte[0]);
        }
        Await.until("all have it", () -> taken.get() == 2 * ROOM);
        assertEquals(0, ended.get());
    }

    private Socket asking(String from, byte[] settings) throws IOException {
        Socket socket = site.begin(from, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        open.add(socket);
        socket.getOutputStream().write(frame(SETTINGS, 0, 0, settings));
        socket.getOutputStream().write(get());
        return socket;
    }

    /** In the plainest HPACK (RFC 7541, appendix A). */
    private static byte[] get() {
        var block = new ByteArrayOutputStream();
        block.write(0x82);
        block.write(0x86);
        block.write(0x84);
        block.write(0x01);
        block.write("localhost".length());
        block.writeBytes("localhost".getBytes(StandardCharsets.US_ASCII));
        return frame(HEADERS, END_HEADERS_AND_STREAM, 1, block.toByteArray());
    }

    private static byte[] frame(int type, int flags, int stream, byte[] payload) {
        return ByteBuffer.allocate(9 + payload.length).put((byte) 0).putShort((short) payload.length).put((byte) type)
                .put((byte) flags).putInt(stream).put(payload).array();
    }
}

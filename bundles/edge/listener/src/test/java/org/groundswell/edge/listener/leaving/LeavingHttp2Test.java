package org.groundswell.edge.listener.leaving;

import static org.junit.Assert.assertEquals;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.groundswell.edge.listener.budgets.Budget;
import org.groundswell.edge.listener.budgets.Http2Frames;
import org.groundswell.edge.listener.budgets.Loopback;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** A browser with all that it asks for on one connection, which would never be idle. */
public class LeavingHttp2Test {
    private static final int HEADERS = 1;
    private static final int SETTINGS = 4;
    private static final int GOAWAY = 7;

    private final Departure departure = new Departure();
    private final CountDownLatch slow = new CountDownLatch(1);
    private Loopback site;

    @Before
    public void start() throws Exception {
        site = Loopback.http2(new LeavingRequests(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                if (request.getHttpURI().getPath().equals("/slow")) {
                    slow.await();
                }
                response.write(true, null, callback);
                return true;
            }
        }, departure), new Budget(100_000, 100_000));
    }

    @After
    public void stop() throws Exception {
        slow.countDown();
        site.stop();
    }

    @Test
    public void itIsToldToOpenAnotherOneAndHasAllAnswersFirst() throws Exception {
        try (Socket visitor = site.begin("127.0.0.1", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")) {
            var in = new DataInputStream(visitor.getInputStream());
            visitor.getOutputStream().write(Http2Frames.frame(SETTINGS, 0, 0, new byte[0]));
            visitor.getOutputStream().write(Http2Frames.get(1, "/slow"));
            visitor.getOutputStream().write(Http2Frames.get(3, "/"));
            assertEquals(List.of("answer to 3"), told(in, 1));
            departure.begin();
            visitor.getOutputStream().write(Http2Frames.get(5, "/"));
            assertEquals(Set.of("go away", "answer to 5"), Set.copyOf(told(in, 2)));
            slow.countDown();
            assertEquals("the last word is behind all answers", List.of("answer to 1", "go away"), told(in, 2));
            visitor.shutdownOutput();
            assertEquals(-1, in.read());
        }
    }

    /** @return so much of what comes */
    private static List<String> told(DataInputStream in, int most) throws IOException {
        var told = new ArrayList<String>();
        while (told.size() < most) {
            int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            int type = in.readUnsignedByte();
            in.readUnsignedByte();
            int stream = in.readInt();
            in.readNBytes(length);
            if (type == GOAWAY) {
                told.add("go away");
            } else if (type == HEADERS) {
                told.add("answer to " + stream);
            }
        }
        return told;
    }
}

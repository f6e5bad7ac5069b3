package org.groundswell.edge.listener.budgets;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

public class ScarcePlacesTest {
    private static final int MOST = 40;
    private static final int SCARCE = 32;
    private static final int TAKEN = 38;
    private static final String PAGE = "GET /page HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String STREAM = "GET /stream HTTP/1.1\r\nHost: x\r\n\r\n";

    private final List<Socket> open = new ArrayList<>();
    private Loopback site;
    private ScarcePlaces places;

    @Before
    public void start() throws Exception {
        site = new Loopback(new Handler.Abstract() {

            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                if (Request.getPathInContext(request).equals("/stream")) {
                    response.write(false, null, Callback.NOOP);
                } else {
                    response.write(true, null, callback);
                }
                return true;
            }
        });
    }

    @After
    public void stop() throws Exception {
        for (Socket each : open) {
            each.close();
        }
        places.close();
        site.stop();
    }

    @Test
    public void whoHasAskedNothingGoesWhenPlacesAreShort() throws Exception {
        watch(true);
        List<Socket> resting = come("127.0.0.1", 10, PAGE);
        List<Socket> streams = come("127.0.0.1", 10, STREAM);
        List<Socket> silent = come("127.0.0.1", SCARCE - 20, "");
        Await.until("those go who asked nothing", () -> closed(silent) == silent.size());
        assertEquals(0, closed(resting) + closed(streams));
    }

    @Test
    public void asLongAsThereIsRoomNobodyIsSentAway() throws Exception {
        watch(true);
        List<Socket> first = come("127.0.0.1", SCARCE - 1, "");
        Await.until("they have been there for long", () -> site.connector().getConnectedEndPoints().stream()
                .allMatch(each -> System.currentTimeMillis() - each.getCreatedTimeStamp() > 3_500));
        assertEquals(0, closed(first));
    }

    @Test
    public void thenThoseOfTheAddressThatHasMost() throws Exception {
        List<Socket> few = come("127.0.0.1", 6, PAGE);
        List<Socket> streams = come("127.0.0.2", 6, STREAM);
        List<Socket> most = come("127.0.0.2", MOST - 12, PAGE);
        watch(true);
        Await.until("there is room", () -> closed(most) >= MOST - SCARCE);
        assertEquals("no more than needed", MOST - SCARCE, closed(most));
        assertEquals(0, closed(few) + closed(streams));
    }

    /** Answers that are not taken, or requests that do not end: nothing of one address is at rest. */
    @Test
    public void thenWhatGoesOnForLongOfTheAddressThatHasMost() throws Exception {
        List<Socket> few = come("127.0.0.1", 2, STREAM);
        List<Socket> most = come("127.0.0.2", MOST - 2, STREAM);
        places = new ScarcePlaces(new Connector[] {site.connector()}, MOST, true, Duration.ofSeconds(2));
        Await.until("there is room", () -> closed(most) > 0);
        assertEquals("no more than needed", MOST - TAKEN + 1, closed(most));
        assertEquals(0, closed(few));
    }

    @Test
    public void behindAProxyAllHaveOneAddress() throws Exception {
        List<Socket> resting = come("127.0.0.1", MOST - 4, PAGE);
        List<Socket> silent = come("127.0.0.1", 4, "");
        watch(false);
        Await.until("those go who asked nothing", () -> closed(silent) == silent.size());
        assertEquals(0, closed(resting));
    }

    private void watch(boolean byAddress) {
        places = new ScarcePlaces(new Connector[] {site.connector()}, MOST, byAddress);
    }

    private List<Socket> come(String from, int number, String request) throws Exception {
        var come = new ArrayList<Socket>();
        for (int i = 0; i < number; i++) {
            Socket socket = site.begin(from, request);
            come.add(socket);
            open.add(socket);
            if (!request.isEmpty()) {
                var answer = new StringBuilder();
                while (answer.indexOf("\r\n\r\n") < 0) {
                    answer.append((char) socket.getInputStream().read());
                }
                assertTrue(answer.toString(), answer.toString().startsWith("HTTP/1.1 200"));
            }
        }
        Await.until("all are there", () -> site.connector().getConnectedEndPoints().size() == open.size());
        return come;
    }

    private static int closed(List<Socket> sockets) {
        return (int) sockets.stream().filter(ScarcePlacesTest::isClosed).count();
    }

    private static boolean isClosed(Socket socket) {
        try {
            socket.setSoTimeout(1);
            while (socket.getInputStream().read() >= 0) {
                continue;
            }
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}

package org.groundswell.edge.listener.servlets;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.groundswell.edge.listener.budgets.Await;
import org.groundswell.edge.listener.budgets.Budget;
import org.groundswell.edge.listener.budgets.Loopback;
import org.groundswell.edge.listener.budgets.SlowReaders;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** Bodies that strangers send to the admin port. */
public class AdminDispatchTest {
    private static final String HEAD = "POST /admin HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 1000\r\n\r\n";

    private final Budget places = new Budget(10, 10);
    private Loopback site;

    @Before
    public void start() throws Exception {
        var felix = new Server();
        felix.setHandler(new Handler.Abstract() {

            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                Content.Source.asInputStream(request).readAllBytes();
                response.write(true, null, callback);
                return true;
            }
        });
        var port = new ServletPort();
        port.createConnector(felix).start();
        site = new Loopback(new AdminDispatch(port, places,
                new SlowReaders(Long.MAX_VALUE, Long.MAX_VALUE, System::nanoTime, _ -> { }), Duration.ofSeconds(1)));
    }

    @After
    public void stop() throws Exception {
        site.stop();
    }

    @Test
    public void oneThatComesIsTaken() throws Exception {
        String answer = site.ask("127.0.0.1", HEAD + "a".repeat(1000));
        assertTrue(answer, answer.startsWith("HTTP/1.1 200"));
    }

    /** A byte now and then would keep its place for good. */
    @Test
    public void oneThatHardlyComesGivesItsPlaceBack() throws Exception {
        try (Socket slow = site.begin("127.0.0.1", HEAD)) {
            Await.until("it has a place", () -> places.taken() == 1);
            Await.until("it has none any more", () -> {
                trickle(slow);
                return places.taken() == 0;
            });
            String answer = Loopback.answer(slow);
            assertTrue(answer, answer.startsWith("HTTP/1.1 408"));
        }
        assertEquals(0, places.taken());
    }

    private static void trickle(Socket slow) {
        try {
            slow.getOutputStream().write("a".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // Sent away, as it should be.
        }
    }
}

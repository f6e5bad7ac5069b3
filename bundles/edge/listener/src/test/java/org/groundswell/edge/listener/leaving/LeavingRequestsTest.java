package org.groundswell.edge.listener.leaving;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.groundswell.edge.listener.budgets.Await;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

public class LeavingRequestsTest {
    private final Departure departure = new Departure();
    private final AtomicInteger seen = new AtomicInteger();
    private final Server server = new Server();
    private final LocalConnector connector = new LocalConnector(server);

    @Before
    public void start() throws Exception {
        server.addConnector(connector);
        server.setHandler(new LeavingRequests(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                seen.set(departure.underWay());
                if (request.getHttpURI().getPath().equals("/broken")) {
                    throw new IllegalStateException("broken by the test");
                }
                response.write(true, ByteBuffer.allocate(1), callback);
                return true;
            }
        }, departure));
        server.start();
    }

    @After
    public void stop() throws Exception {
        server.stop();
    }

    @Test
    public void aRequestIsUnderWayUntilItsAnswer() throws Exception {
        for (String path : new String[] {"/", "/broken"}) {
            assertFalse(answer(path).isEmpty());
            assertEquals(1, seen.get());
            // Whoever asked may have the answer a moment before the server has done with it.
            Await.until(path + " is over", () -> departure.underWay() == 0);
        }
    }

    @Test
    public void eachAnswerIsTheLastOfItsConnectionOnceTheNodeLeaves() throws Exception {
        assertFalse(answer("/").contains("Connection: close"));
        departure.begin();
        assertTrue(answer("/").contains("Connection: close"));
    }

    @Test
    public void whoseTurnToLeaveHasNotComeStays() throws Exception {
        departure.begin(Duration.ofDays(365));
        assertFalse(answer("/").contains("Connection: close"));
    }

    private String answer(String path) throws Exception {
        return connector.getResponse("GET " + path + " HTTP/1.1\r\nHost: site\r\n\r\n");
    }
}

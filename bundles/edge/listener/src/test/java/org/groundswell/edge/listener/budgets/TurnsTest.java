package org.groundswell.edge.listener.budgets;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.net.Socket;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.groundswell.edge.http1.StrictHttp1;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** With one thread that reads, which answers pages as well. */
public class TurnsTest {
    private final CountDownLatch others = new CountDownLatch(1);
    private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
    private Loopback site;

    @Before
    public void start() throws Exception {
        Handler pages = new Handler.Abstract.NonBlocking() {

            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                String path = Request.getPathInContext(request);
                asked.add(path);
                if (path.equals("/9")) {
                    others.await();
                }
                response.write(true, null, callback);
                return true;
            }
        };
        site = new Loopback(new Turns(pages, new TurnLine(Thread::startVirtualThread)), new StrictHttp1(new HttpConfiguration(), 100,
                new HeldRequests(new Budget(100_000, 100_000), true).ofConnections()));
    }

    @After
    public void stop() throws Exception {
        others.countDown();
        site.stop();
    }

    @Test
    public void theNinthOfManyRequestsStandsInNobodysWay() throws Exception {
        String many = IntStream.rangeClosed(1, 20).mapToObj(each -> "GET /" + each + " HTTP/1.1\r\nHost: x\r\n"
                + (each == 20 ? "Connection: close\r\n" : "") + "\r\n").collect(Collectors.joining());
        try (Socket greedy = site.begin("127.0.0.1", many)) {
            Await.until("it is the ninth's turn", () -> asked.contains("/9"));
            String answer = site.ask("127.0.0.2", "GET /other HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            assertTrue(answer, answer.startsWith("HTTP/1.1 200"));
            others.countDown();
            assertEquals(20, Loopback.answer(greedy).split("HTTP/1.1 200", -1).length - 1);
        }
        assertEquals("in their order", IntStream.rangeClosed(1, 20).mapToObj(each -> "/" + each).toList(),
                List.copyOf(asked).stream().filter(each -> !each.equals("/other")).toList());
    }
}

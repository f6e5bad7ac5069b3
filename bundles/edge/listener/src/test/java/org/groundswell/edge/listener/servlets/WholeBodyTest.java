package org.groundswell.edge.listener.servlets;

import static org.junit.Assert.assertTrue;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.groundswell.edge.listener.budgets.Await;
import org.groundswell.edge.listener.budgets.Budget;
import org.groundswell.edge.listener.budgets.Loopback;
import org.junit.After;
import org.junit.Test;

public class WholeBodyTest {
    private static final int MOST_BYTES = 65_536;
    private static final String ONE = "127.0.0.1";
    private static final String OTHER = "127.0.0.2";

    private final Budget budget = new Budget(400_000, 200_000);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final Loopback site;

    public WholeBodyTest() throws Exception {
        site = new Loopback(new WholeBody(MOST_BYTES, budget, new Handler.Abstract() {

            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                String body = Content.Source.asString(request, StandardCharsets.UTF_8);
                if (body.startsWith("wait")) {
                    Thread.ofVirtual().start(() -> {
                        try {
                            goOn.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        Content.Sink.write(response, true, "waited", callback);
                    });
                } else {
                    Content.Sink.write(response, true, "length " + body.length(), callback);
                }
                return true;
            }
        }));
    }

    @After
    public void stop() throws Exception {
        goOn.countDown();
        site.stop();
    }

    @Test
    public void whatHasComeCountsAndNotWhatWasAnnounced() throws Exception {
        try (Socket announced = site.begin(ONE, head(60_000) + "a")) {
            Await.until("it is there", () -> budget.taken() > 0);
            assertTrue("taken: " + budget.taken(), budget.taken() < 10_000);
            Loopback.write(announced, "a".repeat(50_000));
            Await.until("it has come", () -> budget.taken() > 50_000);
            assertTrue("taken: " + budget.taken(), budget.taken() <= 8_192 + MOST_BYTES);
        }
        Await.until("all is given back", () -> budget.taken() == 0);
    }

    @Test
    public void oneAddressTakesNoMoreThanItsShare() throws Exception {
        Socket[] some = new Socket[2];
        for (int i = 0; i < some.length; i++) {
            some[i] = site.begin(ONE, head(60_000) + "a".repeat(59_000));
        }
        Await.until("their bodies are there", () -> budget.taken() > 118_000);
        String refused = site.ask(ONE, head(64_000) + "a".repeat(63_999));
        assertTrue(refused, refused.startsWith("HTTP/1.1 503 "));
        assertTrue(refused, refused.contains("\r\nRetry-After: 2\r\n"));
        String other = site.ask(OTHER, head(64_000) + "a".repeat(64_000));
        assertTrue(other, other.endsWith("length 64000"));
        // Who was there first is served.
        Loopback.write(some[0], "b".repeat(1_000));
        assertTrue(Loopback.answer(some[0]).endsWith("length 60000"));
        some[1].close();
        Await.until("all is given back", () -> budget.taken() == 0);
    }

    @Test
    public void allTogetherTakeNoMoreThanThereIs() throws Exception {
        Socket[] some = new Socket[6];
        for (int i = 0; i < some.length; i++) {
            some[i] = site.begin("127.0.0." + (i + 1), head(60_000) + "a".repeat(59_000));
        }
        int refused = 0;
        for (Socket each : some) {
            Loopback.write(each, "b".repeat(1_000));
            String answer = Loopback.answer(each);
            refused += answer.startsWith("HTTP/1.1 503 ") ? 1 : 0;
            assertTrue(answer, answer.startsWith("HTTP/1.1 503 ") || answer.endsWith("length 60000"));
        }
        assertTrue("refused: " + refused, refused < some.length);
        Await.until("all is given back", () -> budget.taken() == 0);
    }

    @Test
    public void manySmallPiecesTakeNoMoreThanTheyAreLong() throws Exception {
        String answer = site.ask(ONE, "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n"
                + "\r\n" + "1\r\na\r\n".repeat(60_000) + "0\r\n\r\n");
        assertTrue(answer, answer.endsWith("length 60000"));
        Await.until("all is given back", () -> budget.taken() == 0);
        String tooLong = site.ask(ONE, "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n"
                + "\r\n" + "7fff\r\n" + "a".repeat(0x7fff) + "\r\n7fff\r\n" + "a".repeat(0x7fff) + "\r\n7\r\n1234567\r\n");
        assertTrue(tooLong, tooLong.startsWith("HTTP/1.1 413 ") || tooLong.isEmpty());
        Await.until("all is given back", () -> budget.taken() == 0);
    }

    @Test
    public void aBodyCountsUntilItIsAnswered() throws Exception {
        try (Socket waiting = site.begin(ONE, head(60_000) + "wait" + "a".repeat(59_996))) {
            Await.until("it waits", () -> budget.taken() >= 60_000);
            goOn.countDown();
            assertTrue(Loopback.answer(waiting).endsWith("waited"));
        }
        Await.until("all is given back", () -> budget.taken() == 0);
    }

    @Test
    public void unfinishedHeadsOfBodiesCount() throws Exception {
        var sockets = new Socket[40];
        for (int i = 0; i < sockets.length; i++) {
            sockets[i] = site.begin(ONE, head(10));
        }
        Await.until("the share is taken", () -> budget.taken() > 190_000);
        assertTrue("taken: " + budget.taken(), budget.taken() <= 200_000);
        assertTrue(site.ask(OTHER, head(3) + "abc").endsWith("length 3"));
        assertTrue("what comes at once needs no more", site.ask(ONE, head(3) + "abc").endsWith("length 3"));
        for (Socket each : sockets) {
            each.close();
        }
        Await.until("all is given back", () -> budget.taken() == 0);
    }

    private static String head(int length) {
        return "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: " + length + "\r\n\r\n";
    }
}

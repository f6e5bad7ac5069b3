package org.groundswell.edge.listener.fastpath;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.groundswell.edge.api.Caching;
import org.groundswell.edge.api.snapshots.Snapshot;
import org.groundswell.edge.api.snapshots.SnapshotSet;
import org.groundswell.edge.http1.StrictHttp1;
import org.groundswell.edge.listener.budgets.Await;
import org.groundswell.edge.listener.budgets.Budget;
import org.groundswell.edge.listener.budgets.HeldRequests;
import org.groundswell.edge.listener.budgets.Loopback;
import org.groundswell.edge.listener.budgets.TurnLine;
import org.groundswell.edge.listener.callers.Arrivals;
import org.groundswell.edge.listener.callers.Observers;
import org.groundswell.edge.listener.leaving.Departure;
import org.groundswell.edge.listener.published.SecurityHeaders;
import org.groundswell.edge.listener.published.SnapshotStore;
import org.groundswell.edge.listener.published.UnfinishedAnswers;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.BundleContext;

/** What a connection on which pages are asked for takes from others: their turn, and memory. */
public class SnapshotConnectionTest {
    private static final String GET = "GET /en/ HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String LARGE = GET.replace("/en/", "/en/large");
    private static final byte[] LARGE_BODY = IntStream.range(0, 60_000).mapToObj(each -> Integer.toString(each % 10))
            .collect(Collectors.joining()).getBytes(StandardCharsets.US_ASCII);
    private static final int BUFFER_BYTES = 8 * 1024;

    private final SnapshotStore store = new SnapshotStore((BundleContext) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {BundleContext.class}, (_, _, _) -> null), Map.of());
    private final Budget budget = new Budget(4 * BUFFER_BYTES, 2 * BUFFER_BYTES);
    private final Server server = new Server();
    /** What connections left for later; nobody does it unless the test says so. */
    private final Queue<Runnable> later = new ConcurrentLinkedQueue<>();
    private ServerConnector connector;

    @Before
    public void start() throws Exception {
        store.publish("pages", new SnapshotSet(List.of(Snapshot.of("/en/", "text/html", Caching.REVALIDATE,
                "a page".getBytes(StandardCharsets.US_ASCII)), Snapshot.of("/en/large", "text/html", Caching.REVALIDATE,
                LARGE_BODY)), List.of("en"), Map.of(), Map.of()));
        var http1 = new StrictHttp1(new HttpConfiguration(), 100, new HeldRequests(budget, true).ofConnections());
        connector = new ServerConnector(server, 1, 1, new SnapshotConnectionFactory(
                new ReadyPages(store, new SecurityHeaders(), new Observers(), new Arrivals(),
                new UnfinishedAnswers(_ -> true, 0), new Departure()), http1, budget,
                new TurnLine(later::add)), http1);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(Loopback.FINE);
        server.start();
    }

    @After
    public void stop() throws Exception {
        Await.until("all is given back", () -> {
            takeTurn();
            return budget.taken() == 0;
        });
        server.stop();
        store.stop();
    }

    @Test
    public void whoAsksForMuchAtOnceGivesWay() throws Exception {
        try (Socket greedy = visitor(); Socket other = visitor()) {
            send(greedy, GET.repeat(20));
            awaitAnswers(greedy, 8);
            Await.until("it waits for its next turn", () -> later.size() == 1);
            assertEquals("what it has asked for is kept", BUFFER_BYTES, budget.taken());
            send(other, GET);
            awaitAnswers(other, 1);
            later.remove().run();
            awaitAnswers(greedy, 8);
            assertEquals(1, later.size());
            later.remove().run();
            awaitAnswers(greedy, 4);
            assertEquals(0, later.size());
            send(greedy, GET);
            awaitAnswers(greedy, 1);
        }
    }

    @Test
    public void aSlowReaderHasAllOfItInTheEnd() throws Exception {
        try (Socket slow = visitor()) {
            send(slow, LARGE.repeat(150));
            Thread turns = Thread.ofVirtual().start(() -> {
                while (!Thread.interrupted()) {
                    Runnable turn = later.poll();
                    if (turn != null) {
                        turn.run();
                    }
                    Thread.onSpinWait();
                }
            });
            Await.until("what it has asked for waits", () -> budget.taken() == BUFFER_BYTES);
            String body = new String(LARGE_BODY, StandardCharsets.US_ASCII);
            var in = new DataInputStream(slow.getInputStream());
            for (int i = 0; i < 150; i++) {
                String head = "";
                while (!head.endsWith("\r\n\r\n")) {
                    head += (char) in.read();
                }
                byte[] answer = new byte[LARGE_BODY.length];
                in.readFully(answer);
                assertEquals(head, body, new String(answer, StandardCharsets.US_ASCII));
            }
            turns.interrupt();
            turns.join();
        }
    }

    /** Not on the thread that saw it, which has others to read. */
    @Test
    public void whoHasTakenAnAnswerWaitsForItsTurn() throws Exception {
        try (Socket slow = visitor()) {
            send(slow, LARGE.repeat(150));
            Await.until("an answer is not taken", () -> {
                takeTurn();
                return later.isEmpty() && budget.taken() == BUFFER_BYTES && !isFlushed();
            });
            long answered = answered();
            Thread.ofVirtual().start(() -> take(slow));
            Await.until("it waits for its turn", () -> later.size() == 1);
            assertEquals("nothing more was answered", answered, answered());
        }
    }

    @Test
    public void whileOthersWaitOneRequestIsAnsweredAtOnce() throws Exception {
        try (Socket greedy = visitor(); Socket other = visitor()) {
            send(greedy, GET.repeat(20));
            awaitAnswers(greedy, 8);
            Await.until("it waits for its next turn", () -> later.size() == 1);
            send(other, GET.repeat(5));
            awaitAnswers(other, 1);
            Await.until("the other waits for its next turn", () -> budget.taken() == 2 * BUFFER_BYTES);
            while (!later.isEmpty()) {
                later.remove().run();
            }
            awaitAnswers(other, 4);
            awaitAnswers(greedy, 12);
        }
    }

    private void takeTurn() {
        Runnable turn = later.poll();
        if (turn != null) {
            turn.run();
        }
    }

    private long answered() {
        return connector.getConnectedEndPoints().stream().mapToLong(each -> each.getConnection().getMessagesIn()).sum();
    }

    private boolean isFlushed() {
        return connector.getConnectedEndPoints().stream()
                .noneMatch(each -> ((AbstractEndPoint) each).getWriteFlusher().isPending());
    }

    private static void take(Socket socket) {
        try {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // Closed by the test.
        }
    }

    @Test
    public void aHeadThatIsComingIsCountedUntilItIsWhole() throws Exception {
        try (Socket slow = visitor()) {
            send(slow, GET.substring(0, 20));
            Await.until("it is counted", () -> budget.taken() == BUFFER_BYTES);
            send(slow, GET.substring(20));
            awaitAnswers(slow, 1);
            Await.until("it is not any more", () -> budget.taken() == 0);
        }
    }

    @Test
    public void whatIsBeyondTheBudgetIsRefused() throws Exception {
        String begun = "GET /" + "a".repeat(3000);
        try (Socket first = visitor(); Socket second = visitor(); Socket third = visitor()) {
            send(first, begun);
            send(second, begun);
            Await.until("two buffers are counted", () -> budget.taken() == 2 * BUFFER_BYTES);
            send(third, begun);
            assertTrue(Loopback.answer(third).startsWith("HTTP/1.1 503"));
        }
    }

    private Socket visitor() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void awaitAnswers(Socket socket, int number) throws IOException {
        var answers = new StringBuilder();
        for (int i = 0; i < number; i++) {
            answers.setLength(0);
            while (answers.indexOf("a page") < 0) {
                answers.append((char) socket.getInputStream().read());
            }
            assertTrue(answers.toString(), answers.toString().startsWith("HTTP/1.1 200"));
        }
    }
}

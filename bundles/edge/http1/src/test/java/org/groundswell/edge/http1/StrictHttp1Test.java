package org.groundswell.edge.http1;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** Each on a connection of its own, and again behind other requests on one connection, whole and byte by byte. */
public class StrictHttp1Test {
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3})");
    private static final int MOST_FIELDS = 5;
    private static final String GET = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String CHUNKED = "POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";

    private final Server server = new Server();
    private final Memory memory = new Memory();
    private final LocalConnector connector =
            new LocalConnector(server, new StrictHttp1(new HttpConfiguration(), MOST_FIELDS, _ -> memory));

    @Before
    public void start() throws Exception {
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                Content.Source.consumeAll(request, Callback.from(() -> response.write(true, null, callback),
                        callback::failed));
                return true;
            }
        });
        server.start();
    }

    @After
    public void stop() throws Exception {
        server.stop();
    }

    @Test
    public void whatIsWrittenAsItHasToBeIsTaken() throws Exception {
        for (String fine : List.of(GET, "\r\n" + GET, CHUNKED + "3\r\na=b\r\n0\r\n\r\n",
                CHUNKED + "1\r\n\n\r\n0\r\nA:  b  c\r\n\r\n", "GET /a HTTP/1.1\r\nHost: x\r\nA:  b  c\r\nB:\r\n\r\n",
                "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 8\r\n\r\n\n\nA  B\n\n")) {
            assertEquals(fine, List.of("200", "200"), statuses(fine + GET));
            assertEquals(fine, List.of("200", "200", "200"), statuses(GET + fine + GET));
        }
    }

    @Test
    public void whatCouldBeReadOtherwiseIsRefusedOnAnyConnection() throws Exception {
        for (String head : List.of("GET /a HTTP/1.1\nHost: x\n\n", "GET /a HTTP/1.1\r\nHost: x\nA: b\r\n\r\n",
                "GET /a HTTP/1.1\r\nHost: x\r\n\n", "GET  /a HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /a  HTTP/1.1\r\nHost: x\r\n\r\n", "GET /a\tHTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /a HTTP/1.1 \r\nHost: x\r\n\r\n", " " + GET, "GET /a HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n",
                "GET /a HTTP/1.1\r\nHost : x\r\n\r\n", "GET /a HTTP/1.1\r\nHost: x\r\nHost: x\r\n\r\n",
                "GET /a HTTP/1.1\r\n\r\n", "GET /a HTTP/1.1\r\nHost: x\r\nA\r\n\r\n",
                "GET /a HTTP/1.1\r\nHost: x\r\n: b\r\n\r\n", "GET /a HTTP/1.1\r\nHost: x\rA: b\r\n\r\n",
                CHUNKED + "3\na=b\r\n0\r\n\r\n", CHUNKED + "3\r\na=b\n0\r\n\r\n", CHUNKED + "3\r\na=b\r\n0\n\r\n")) {
            assertEquals(head, List.of("400"), statuses(head));
            for (String before : List.of(GET, CHUNKED + "3\r\na=b\r\n0\r\n\r\n", GET + GET + GET)) {
                List<String> answered = statuses(before + head);
                assertEquals(before + head, "400", answered.removeLast());
                assertTrue(before + head, answered.stream().allMatch("200"::equals));
            }
        }
    }

    @Test
    public void aLineFeedBehindTheBodyEndsTheConnection() throws Exception {
        String trailer = CHUNKED + "3\r\na=b\r\n0\r\nA: b\n\r\n";
        assertTrue(statuses(trailer + GET).toString(), statuses(trailer + GET).size() <= 1);
    }

    @Test
    public void asManyFieldsAsThereMayBeAreTaken() throws Exception {
        String head = "GET /a HTTP/1.1\r\nHost: x\r\n" + "a:b\r\n".repeat(MOST_FIELDS - 1) + "\r\n";
        String trailers = CHUNKED + "3\r\na=b\r\n0\r\n" + "a:b\r\n".repeat(MOST_FIELDS) + "\r\n";
        assertEquals(List.of("200", "200", "200", "200"), statuses(head + trailers + trailers + head));
    }

    @Test
    public void aHeadOfMoreFieldsIsTooLargeBeforeItIsWhole() throws Exception {
        String head = "GET /a HTTP/1.1\r\nHost: x\r\n" + "a:b\r\n".repeat(MOST_FIELDS);
        for (String ending : List.of("", "\r\n", "a:b\r\n\r\n" + GET)) {
            assertEquals(List.of("431"), statuses(head + ending));
            assertEquals(List.of("200", "431"), statuses(GET + head + ending));
        }
    }

    @Test
    public void trailersOfMoreFieldsEndTheConnection() throws Exception {
        String trailers = CHUNKED + "3\r\na=b\r\n0\r\n" + "a:b\r\n".repeat(MOST_FIELDS + 1) + "\r\n";
        List<String> answered = statuses(trailers + GET);
        assertTrue("nothing behind them is read: " + answered, answered.size() <= 1 && !answered.contains("200"));
    }

    @Test
    public void whatIsComingIsHeldUntilItIsWhole() throws Exception {
        for (String whole : List.of(GET, CHUNKED + "3\r\na=b\r\n0\r\nA: b\r\n\r\n")) {
            try (var visitor = connector.connect()) {
                visitor.addInput(whole.substring(0, whole.length() - 2));
                await(() -> memory.held >= 16);
                visitor.addInput("\r\n");
                await(() -> memory.held == 0);
                assertTrue(visitor.getResponse(), visitor.isOpen());
            }
        }
    }

    @Test
    public void whoGoesGivesBackWhatIsComing() throws Exception {
        try (var visitor = connector.connect()) {
            visitor.addInput("GET /a HTTP/1.1\r\nHost: x");
            await(() -> memory.held > 0);
        }
        await(() -> memory.held == 0 && memory.closed);
    }

    @Test
    public void whereNothingIsLeftItIsSaid() throws Exception {
        memory.most = 300;
        for (String begun : List.of("GET /" + "a".repeat(200), "GET /a HTTP/1.1\r\nA: " + "a".repeat(200),
                "GET /a HTTP/1.1\r\n" + "a:b\r\n".repeat(MOST_FIELDS))) {
            assertEquals(begun, List.of("503"), statuses(begun));
            assertEquals(begun, List.of("200", "503"), statuses(GET + begun));
            await(() -> memory.held == 0);
        }
        List<String> trailers = statuses(List.of(CHUNKED, "0\r\n", "A: " + "a".repeat(200), "\r\n\r\n" + GET));
        assertTrue("nothing behind them is read: " + trailers, !trailers.contains("200"));
    }

    /** Jetty's parser keeps the room that the longest line took. */
    @Test
    public void whatALongLineLeavesIsHeldUntilTheEnd() throws Exception {
        for (String line : List.of("GET /" + "a".repeat(2000) + " HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /a HTTP/1.1\r\nHost: x\r\nA: " + "a".repeat(2000) + "\r\n\r\n")) {
            try (var visitor = connector.connect()) {
                visitor.addInput(line);
                assertTrue(visitor.getResponse().startsWith("HTTP/1.1 200"));
                visitor.addInput(GET);
                assertTrue(visitor.getResponse().startsWith("HTTP/1.1 200"));
                assertTrue("held: " + memory.held, memory.held > 4000);
            }
            await(() -> memory.held == 0);
        }
    }

    private interface Condition {
        boolean holds();
    }

    private static void await(Condition condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.holds()) {
            assertTrue("not within 20 s", System.nanoTime() < end);
            Thread.onSpinWait();
        }
    }

    /** Of all connections of a test. */
    private static final class Memory implements HeadMemory {
        private volatile long most = Long.MAX_VALUE;
        private volatile long held;
        private volatile boolean closed;

        @Override
        public boolean hold(long bytes) {
            held = bytes <= most ? bytes : held;
            return bytes <= most;
        }

        @Override
        public void close() {
            held = 0;
            closed = true;
        }
    }

    /** What is answered to a request that comes at once, and in pieces; the same both times. */
    private List<String> statuses(String requests) throws Exception {
        List<String> whole = statuses(List.of(requests));
        assertEquals(requests, whole, statuses(requests.chars().mapToObj(Character::toString).toList()));
        return whole;
    }

    private List<String> statuses(List<String> pieces) throws Exception {
        try (var visitor = connector.connect()) {
            for (String piece : pieces) {
                visitor.addInput(piece);
            }
            visitor.addInputEOF();
            visitor.waitUntilClosedOrIdleFor(10, TimeUnit.SECONDS);
            String answer = StandardCharsets.ISO_8859_1.decode(visitor.takeOutput()).toString();
            return new ArrayList<>(STATUS.matcher(answer).results().map(each -> each.group(1)).toList());
        }
    }
}

package org.groundswell.edge.listener.fastpath;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.groundswell.edge.listener.fastpath.RequestHead.Result;
import org.junit.Test;

public class RequestHeadTest {
    /** One for all tries: a test that failed is tried again with what it failed with. */
    private static final long SEED = Long.getLong("groundswell.seed", System.nanoTime());
    private static final String BROWSER = "GET /en/about HTTP/1.1\r\nHost: give.example:8080\r\n"
            + "User-Agent: Any (x; y)\r\nAccept: text/html,*/*;q=0.8\r\nAccept-Language: nl,en;q=0.5\r\n"
            + "accept-encoding: gzip, deflate, br\r\n"
            + "Connection: Keep-Alive\r\nCookie: a=b\r\nUpgrade-Insecure-Requests: 1\r\n"
            + "Sec-Fetch-Mode: navigate\r\n\r\n";

    private final RequestHead head = new RequestHead();

    @Test
    public void whatABrowserSendsIsPlain() {
        ByteBuffer in = bytes(BROWSER + BROWSER);
        assertEquals(Result.PLAIN, head.read(in));
        assertEquals(BROWSER.length(), in.position());
        assertEquals("/en/about", head.requested());
        assertEquals("gzip, deflate, br", head.accepts());
        assertEquals("Any (x; y)", head.agent());
        assertEquals("give.example:8080", head.host());
        assertNull(head.referer());
        assertEquals(Result.PLAIN, head.read(in));
        assertEquals("the second of two", BROWSER.length(), head.begin());
        assertEquals(2 * BROWSER.length(), in.position());
        assertEquals(Result.PLAIN, head.read(bytes("GET / HTTP/1.1\r\nHost: x\r\n\r\n")));
        assertNull(head.accepts());
        assertEquals(Result.PLAIN, head.read(bytes("GET / HTTP/1.1\r\nReferer: https://news.example/\r\nHost: x\r\n\r\n")));
        assertEquals("https://news.example/", head.referer());
        assertEquals("x", head.host());
    }

    @Test
    public void aPartOfItIsUnfinishedWhereverItEnds() {
        for (int end = 0; end < BROWSER.length(); end++) {
            ByteBuffer in = bytes(BROWSER.substring(0, end));
            assertEquals("until " + end, Result.UNFINISHED, head.read(in));
            assertEquals("nothing is taken", 0, in.position());
        }
    }

    @Test
    public void whateverIsNotPlainIsForJetty() {
        for (String line : List.of("POST /en/ HTTP/1.1", "HEAD /en/ HTTP/1.1", "GET /en/?a=b HTTP/1.1",
                "GET /en/ HTTP/1.0", "GET /en/ HTTP/2.0", "GET  /en/ HTTP/1.1", "GET /en/  HTTP/1.1",
                "GET /../x HTTP/1.1", "GET //x HTTP/1.1", "GET /%65n/ HTTP/1.1", "GET /en;x/ HTTP/1.1",
                "GET /en\\ HTTP/1.1", "GET /en/", "get /en/ HTTP/1.1", "GET http://x/en/ HTTP/1.1", "GET /\u00e9 HTTP/1.1", "NONSENSE")) {
            assertUnusual(line + "\r\nHost: x\r\n\r\n");
        }
        for (String field : List.of("Host: x", "Content-Length: 5", "Transfer-Encoding: chunked",
                "Expect: 100-continue",
                "Connection: close", "Connection: Upgrade", "If-None-Match: \"a\"", "Range: bytes=0-1", "Upgrade: h2c",
                "If-Modified-Since: x", "TE: trailers", "Trailer: x", "No colon", ": no name", "Odd name: x",
                "Tab\t: x",
                "Control: \u0001", "Above: \u00ff", " folded", "Accept-Encoding: br\r\nAccept-Encoding: gzip",
                "content-length : 5", "HTTP2-Settings: x", "X:\n y")) {
            assertUnusual("GET /en/ HTTP/1.1\r\nHost: x\r\n" + field + "\r\n\r\n");
        }
        assertUnusual("GET /en/ HTTP/1.1\r\n\r\n");
        assertUnusual("GET /en/ HTTP/1.1\r\nHost: \r\n\r\n");
        assertUnusual("GET /en/ HTTP/1.1\r\nHost: a b\r\n\r\n");
        assertUnusual("GET /en/ HTTP/1.1\nHost: x\n\n\r\n\r\n");
        // Without an empty line of its own, it would be waited for until the connection's time is up.
        assertUnusual("GET /en/ HTTP/1.1\nHost: x\n\n");
        assertUnusual("GET /en/ HTTP/1.1\r\nHost: x\r\nA: b\n\r\n");
        assertUnusual("GET /en/ HTTP/1.1\r\nHost: x\n");
        assertUnusual("GET /en/ HTTP/1.1\r\nHost: x\r\n\rX\r\n\r\n");
    }

    @Test
    public void aHeadOfTooManyFieldsIsForJettyToRefuse() {
        String begin = "GET /en/ HTTP/1.1\r\nHost: x\r\n" + "a:b\r\n".repeat(99);
        assertEquals(Result.PLAIN, head.read(bytes(begin + "\r\n")));
        assertUnusual(begin + "a:b\r\n\r\n");
    }

    @Test
    public void onlyAHostThatIsOneIsPlain() {
        for (String host : List.of("give.example", "127.0.0.1:43215", "a-b.c:80", "x:65535", "GIVE.example:8080")) {
            assertEquals(host, Result.PLAIN, head.read(bytes("GET /en/ HTTP/1.1\r\nHost: " + host + "\r\n\r\n")));
        }
        for (String host : List.of("x:99999", "x:-1", "x:abc", "x:", "x:80:80", ":80", "[::1]", "[", "]", "x]", "::1",
                ".", "..", "x..y", "-x", "x-", "x-.y", "x.-y", ".x", "a".repeat(64), "x:65536", "x:4294967376", "a@b",
                "x,y")) {
            assertUnusual("GET /en/ HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
        }
    }

    /** Whatever the bytes are, it neither fails nor takes bytes of a request that it does not call plain. */
    @Test
    public void noBytesBreakIt() {
        var random = new Random(SEED);
        for (int i = 0; i < 200_000; i++) {
            byte[] text = BROWSER.getBytes(StandardCharsets.ISO_8859_1);
            for (int change = random.nextInt(4); change >= 0; change--) {
                text[random.nextInt(text.length)] = (byte) "\r\n :/\0GET\u00ffx".charAt(random.nextInt(11));
            }
            ByteBuffer in = ByteBuffer.wrap(text);
            Result result = head.read(in);
            assertEquals("seed " + SEED, result == Result.PLAIN, in.position() > 0);
        }
    }

    private void assertUnusual(String request) {
        ByteBuffer in = bytes(request);
        assertEquals(request, Result.UNUSUAL, head.read(in));
        assertEquals("nothing is taken", 0, in.position());
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}

package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Requests that two readers could take for different things, or that no servlet can read. */
public class ProtocolIT {
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3})");
    private static final String PAGE = "GET /en/ HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String HEALTH = PAGE.replace("/en/", "/healthz");
    private static final String FORM = "POST /contact HTTP/1.1\r\nHost: x\r\n"
            + "Content-Type: application/x-www-form-urlencoded\r\n";

    @ClassRule
    public static final SharedNode NODE = new SharedNode("protocol");
    @ClassRule
    public static final TemporaryFolder FOLDER = new TemporaryFolder();
    private final Node node = NODE.node();
    private final Visitor visitor = node.visitor();

    @Test
    public void aChunkExtensionSmugglesNothing() throws Exception {
        String smuggling = FORM + "Transfer-Encoding: chunked\r\n\r\n1;a=\"\r\nX\r\n0\r\n\r\n"
                + "GET /SMUGGLED HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
        assertEquals(List.of(400), statuses(node.publicPort(), smuggling));
        assertEquals("handed over", List.of(200, 400), statuses(node.publicPort(), PAGE + smuggling));
        assertEquals(1, statuses(node.adminPort(), smuggling.replace("/contact", "/stats")).size());
    }

    @Test
    public void aBodyHasOneLengthThatEverybodyUnderstands() throws Exception {
        for (String framing : List.of("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "Content-Length: 3\r\nContent-Length: 4\r\n\r\na=b", "Content-Length: +3\r\n\r\na=b",
                "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n3\na=b\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n0x3\r\na=b\r\n0\r\n\r\n")) {
            assertEquals(framing, List.of(400), statuses(node.publicPort(), FORM + "Connection: close\r\n" + framing));
        }
    }

    @Test
    public void aHeadIsWrittenAsItHasToBe() throws Exception {
        for (String head : List.of("GET /en/ HTTP/1.1\nHost: x\n\n", "GET /en/ HTTP/1.1\r\nHost: x\nA: b\r\n\r\n",
                "GET /healthz HTTP/1.1\r\nHost: x\r\n\n", "GET  /en/ HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /healthz  HTTP/1.1\r\nHost: x\r\n\r\n", "GET /healthz\tHTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /healthz HTTP/1.1 \r\nHost: x\r\n\r\n", "GET /healthz HTTP/1.1\r\nHost : x\r\n\r\n",
                "GET /healthz HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n",
                "GET /healthz HTTP/1.1\r\nHost: x\r\nHost: x\r\n\r\n")) {
            assertEquals(head, List.of(400), statuses(node.publicPort(), head));
            assertEquals("behind a page", List.of(200, 400), statuses(node.publicPort(), PAGE + head));
            assertEquals("behind what is Jetty's", List.of(200, 200, 200, 400),
                    statuses(node.publicPort(), PAGE + HEALTH + PAGE + head));
            assertEquals("behind a body", List.of(422, 400), statuses(node.publicPort(), FORM
                    + "Transfer-Encoding: chunked\r\n\r\n3\r\na=b\r\n0\r\n\r\n" + head));
        }
    }

    @Test
    public void whatIsNoHostIsRefused() throws Exception {
        for (String host : List.of("", "a b", "a@b", "x/y", "x:99999", "x:abc", "[::1", "::1", "x,y", "..", "x%00",
                "<script>", "x\r\nHost: x")) {
            for (String path : List.of("/en/", "/healthz")) {
                assertEquals(host, List.of(400), statuses(node.publicPort(),
                        "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"));
            }
        }
        assertEquals(List.of(400), statuses(node.publicPort(),
                "GET http://other.example/en/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
        for (String host : List.of("give.example", "127.0.0.1:8080", "[::1]:8080", "give.example.")) {
            assertEquals(host, List.of(200), statuses(node.publicPort(),
                    "GET /en/ HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"));
        }
    }

    @Test
    public void whatCannotBeReadIsTheVisitorsMistakeEverywhere() throws Exception {
        int before = log().length();
        for (String path : List.of("/monthly", "/readyz", "/healthz", "/donations", "/donations/wait", "/contact",
                "/payments/sandbox/return", "/payments/none", "/stress-agreement", "/nothing")) {
            for (String query : List.of("x=%ff", "x=%zz", "%", "signature=%c3%28", "&".repeat(2_000))) {
                assertEquals(path + "?" + query, List.of(400), statuses(node.publicPort(),
                        "GET " + path + "?" + query + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
            }
            for (String form : List.of("x=%ff", "a=%", "&".repeat(60_000))) {
                assertEquals(path + " " + form, 400, visitor.post(path, form, "Content-Type",
                        "application/x-www-form-urlencoded").status());
            }
            assertEquals(415, visitor.post(path, "a=b", "Content-Type",
                    "application/x-www-form-urlencoded; charset=nonsense").status());
        }
        for (String path : List.of("/stats", "/stats.json", "/metrics")) {
            assertEquals(path, List.of(400), statuses(node.adminPort(),
                    "GET " + path + "?x=%ff HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"));
        }
        // What another test caused may be counted with this one's: such a line says nothing but a number.
        assertEquals("not a word of it in the log", List.of(), log().substring(before).lines()
                .filter(line -> !line.endsWith("lines like the next one were left out"))
                // The bundle that another test brings in proves itself meanwhile.
                .filter(line -> !line.contains("[probation of ")).toList());
    }

    @Test
    public void aServletThatFailsIsALineInTheLogNowAndThen() throws Exception {
        Echo.deploy(node, FOLDER.getRoot().toPath());
        Await.until("it answers", () -> visitor.get("/echo").status() == 200);
        long before = logged();
        for (int i = 0; i < 300; i++) {
            assertEquals(500, visitor.get("/echo?fail=%0A2026-11-27+ERROR+forged").status());
        }
        Await.until("the rest is counted with the next one", () -> visitor.get("/echo?fail=1").status() == 500
                && log().contains("lines like the next one were left out"));
        assertTrue(log(), log().contains("GET /public/echo failed: java.lang.IllegalStateException: broken 2026"));
        assertFalse("no line of theirs", Pattern.compile("(?m)^2026-11-27 ERROR forged").matcher(log()).find());
        assertFalse("no stack trace", Pattern.compile("(?m)^\\s+at ").matcher(log()).find());
        assertTrue((logged() - before) + " bytes", logged() - before < 100_000);
    }

    private String log() throws IOException {
        return Files.readString(node.home().resolve("data/logs/groundswell.log"));
    }

    /** What the log and the terminal have got so far, in bytes. */
    private long logged() throws IOException {
        long size = 0;
        try (var files = Files.list(node.home().resolve("data/logs"))) {
            for (Path file : files.toList()) {
                size += Files.size(file);
            }
        }
        return size + node.outputText().length();
    }

    /** What is answered until the node closes the connection. */
    private static List<Integer> statuses(int port, String requests) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(requests.getBytes(StandardCharsets.ISO_8859_1));
            return STATUS.matcher(rest(socket.getInputStream())).results()
                    .map(each -> Integer.valueOf(each.group(1))).toList();
        }
    }

    private static String rest(InputStream in) throws IOException {
        var out = new ByteArrayOutputStream();
        try {
            in.transferTo(out);
        } catch (SocketException e) {
            // Closed while something of ours was still on the way: what was answered counts.
            assertTrue(e.getMessage(), out.size() > 0);
        }
        return out.toString(StandardCharsets.ISO_8859_1);
    }
}

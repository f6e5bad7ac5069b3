package org.groundswell.itests;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.ClassRule;
import org.junit.Test;

/** Plain requests are answered without Jetty's HTTP connection; nobody may notice where one hands over to the other. */
public class PlainRequestsIT {
    private static final String PLAIN = "GET %s HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\n\r\n";

    @ClassRule
    public static final SharedNode NODE = new SharedNode("plain");

    @Test
    public void bothSayTheSame() throws Exception {
        for (String path : List.of("/en/", "/nl/about", "/robots.txt", "/favicon.ico", "/api/campaigns/flood")) {
            for (String accepts : List.of("gzip", "identity", "br", "gzip;q=0", "*")) {
                String fields = " HTTP/1.1\r\nHost: x\r\nAccept-Encoding: " + accepts + "\r\n";
                try (var plain = new Connection(); var jetty = new Connection()) {
                    Answer one = plain.ask("GET " + path + fields + "\r\n");
                    // One field that is not plain, and Jetty answers.
                    Answer other = jetty.ask("GET " + path + fields + "TE: trailers\r\n\r\n");
                    assertEquals(path, 200, one.status);
                    assertEquals(path + " " + accepts, other.fields, one.fields);
                    assertArrayEquals(path, other.body, one.body);
                }
            }
        }
    }

    @Test
    public void oneConnectionMayAskAnything() throws Exception {
        try (var connection = new Connection()) {
            assertEquals(200, connection.ask(PLAIN.formatted("/en/")).status);
            String tag = connection.ask(PLAIN.formatted("/en/about")).fields.get("etag");
            assertEquals(304, connection.ask("GET /en/about HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\n"
                    + "If-None-Match: " + tag + "\r\n\r\n").status);
            assertEquals(200, connection.ask(PLAIN.formatted("/en/donate")).status);
            assertEquals(200, connection.ask(PLAIN.formatted("/en/")).status);
            assertEquals(303, connection.ask("GET /donations HTTP/1.1\r\nHost: x\r\n\r\n").status);
            assertEquals(404, connection.ask(PLAIN.formatted("/nothing")).status);
            assertEquals(200, connection.ask(PLAIN.formatted("/nl/")).status);
        }
    }

    @Test
    public void requestsThatComeTogetherAreAnsweredInOrder() throws Exception {
        try (var connection = new Connection()) {
            var paths = List.of("/en/", "/nl/", "/en/about", "/en/donate", "/nl/about", "/en/", "/nothing", "/nl/");
            connection.send(String.join("", paths.stream().map(PLAIN::formatted).toList()));
            for (String path : paths) {
                Answer answer = connection.read();
                assertEquals(path, path.equals("/nothing") ? 404 : 200, answer.status);
            }
        }
    }

    @Test
    public void aRequestMayComeInPieces() throws Exception {
        try (var connection = new Connection()) {
            String request = PLAIN.formatted("/en/about");
            for (char each : request.toCharArray()) {
                connection.send(String.valueOf(each));
            }
            assertEquals(200, connection.read().status);
            connection.send(request + request.substring(0, 20));
            assertEquals(200, connection.read().status);
            connection.send(request.substring(20) + "GET /en/ HTTP/1.1\r\nConnection: close\r\nHost: x\r\n\r\n");
            assertEquals(200, connection.read().status);
            Answer last = connection.read();
            assertEquals("close", last.fields.get("connection"));
            assertTrue("and it is", connection.isOver());
        }
    }

    @Test
    public void longHeadsAreJettys() throws Exception {
        try (var connection = new Connection()) {
            assertEquals(200, connection.ask("GET /en/ HTTP/1.1\r\nHost: x\r\nCookie: " + "x".repeat(7_000)
                    + "\r\n\r\n").status);
            assertEquals(431, connection.ask("GET /en/ HTTP/1.1\r\nHost: x\r\nCookie: " + "x".repeat(9_000)
                    + "\r\n\r\n").status);
        }
    }

    private record Answer(int status, Map<String, String> fields, byte[] body) {
    }

    private static final class Connection implements AutoCloseable {
        private final Socket socket = new Socket("127.0.0.1", NODE.node().publicPort());
        private final DataInputStream in = new DataInputStream(socket.getInputStream());

        Connection() throws IOException {
            socket.setSoTimeout(10_000);
            socket.setTcpNoDelay(true);
        }

        Answer ask(String request) throws IOException {
            send(request);
            return read();
        }

        void send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        Answer read() throws IOException {
            int status = Integer.parseInt(line().split(" ")[1]);
            var fields = new TreeMap<String, String>();
            for (String line = line(); !line.isEmpty(); line = line()) {
                int colon = line.indexOf(':');
                fields.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
            }
            // Two requests may fall into two seconds.
            fields.remove("date");
            byte[] body = new byte[status == 304 ? 0 : Integer.parseInt(fields.get("content-length"))];
            in.readFully(body);
            return new Answer(status, fields, body);
        }

        boolean isOver() throws IOException {
            return in.read() < 0;
        }

        private String line() throws IOException {
            var line = new ByteArrayOutputStream();
            for (int each = in.readUnsignedByte(); each != '\n'; each = in.readUnsignedByte()) {
                line.write(each);
            }
            return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}

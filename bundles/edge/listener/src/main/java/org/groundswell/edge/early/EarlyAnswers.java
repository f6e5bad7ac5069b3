package org.groundswell.edge.early;

import com.github.f4b6a3.uuid.UuidCreator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.groundswell.edge.api.Snapshot;
import org.groundswell.edge.api.SnapshotSet;
import org.groundswell.edge.listener.Languages;

/**
 * Answers to single requests from saved pages: the plainest that are right. No packed bodies, no conditions, one request
 * a connection; whatever is no page is asked to come again in a few seconds. Immutable.
 */
final class EarlyAnswers {
    /** Figures are for everybody, also for a copy of the site on another host. */
    private static final String ANY_ORIGIN = "Access-Control-Allow-Origin: *\r\n";
    private static final int LEAST_RETRY_MILLIS = 2000;
    private static final int MOST_RETRY_MILLIS = 5000;
    private static final int RETRY_SECONDS = 3;
    private static final int SERVICE_UNAVAILABLE = 503;
    private static final int PIECE_BYTES = 8 * 1024;

    private final String headers;
    private final Map<String, Snapshot> byPath = new HashMap<>();
    private final SnapshotSet site;
    private final Map<String, String> streams = new HashMap<>();

    EarlyAnswers(SavedPages saved) {
        headers = saved.headers();
        saved.sets().values().forEach(set -> {
            set.snapshots().forEach(snapshot -> byPath.put(snapshot.path(), snapshot));
            streams.putAll(set.streams());
        });
        site = saved.sets().values().stream().filter(set -> !set.languages().isEmpty()).findFirst()
                .orElse(SnapshotSet.EMPTY);
    }

    /** The whole response to the head of a request. */
    Answer answer(String head) {
        String[] request = head.lines().findFirst().orElse("").split(" ");
        boolean bodyToo = request[0].equals("GET");
        if (request.length != 3 || !bodyToo && !request[0].equals("HEAD")) {
            return unavailable("", header(head, "Accept-Language"), true);
        }
        String[] target = request[1].split("\\?", 2);
        String path = target[0];
        Snapshot page = byPath.get(path);
        if (page != null && !page.isPersonal(target.length == 2 ? target[1] : null)) {
            return response("200 OK", "Content-Type: " + page.contentType() + "\r\nCache-Control: "
                    + page.caching().header() + "\r\nVary: Accept-Encoding\r\n"
                    + (page.contentType().startsWith("application/json") ? ANY_ORIGIN : ""), body(page), bodyToo);
        }
        if (streams.containsKey(path)) {
            // A browser comes again by itself after an end, never after an error; and not all at the same moment.
            int millis = ThreadLocalRandom.current().nextInt(LEAST_RETRY_MILLIS, MOST_RETRY_MILLIS);
            return response("200 OK", "Content-Type: text/event-stream\r\nCache-Control: no-store\r\n" + ANY_ORIGIN,
                    text("retry: " + millis + "\n\n"), bodyToo);
        }
        String language = header(head, "Accept-Language");
        if (path.equals("/") && !site.languages().isEmpty()) {
            return response("302 Found", "Location: /" + Languages.accepted(language, site.languages())
                    + "/\r\nVary: Accept-Language\r\nCache-Control: public, max-age=0\r\n", text(""), bodyToo);
        }
        return unavailable(path, language, bodyToo);
    }

    private Answer unavailable(String path, String language, boolean bodyToo) {
        Map<Integer, Snapshot> errors = site.errors().getOrDefault(
                Languages.of(path, language, site.languages()), Map.of());
        Snapshot page = errors.getOrDefault(SERVICE_UNAVAILABLE, errors.get(0));
        String type = page == null ? "text/plain; charset=utf-8" : page.contentType();
        ByteBuffer body = page == null ? text("503 Service Unavailable\n") : page.body();
        return response("503 Service Unavailable", "Content-Type: " + type
                + "\r\nCache-Control: no-store\r\nRetry-After: " + RETRY_SECONDS + "\r\n", body, bodyToo);
    }

    private Answer response(String status, String own, ByteBuffer body, boolean bodyToo) {
        String head = "HTTP/1.1 " + status + "\r\nConnection: close\r\n" + headers + own + "Content-Length: "
                + body.remaining() + "\r\n\r\n";
        return new Answer(head.getBytes(StandardCharsets.ISO_8859_1), bodyToo ? body : text(""));
    }

    private static ByteBuffer body(Snapshot page) {
        if (page.keyOffset() == Snapshot.NO_KEY) {
            return page.body();
        }
        byte[] key = UuidCreator.getTimeOrderedEpoch().toString().getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.wrap(page.bytes()).put(page.keyOffset(), key);
    }

    private static ByteBuffer text(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * A response.
     *
     * @param head up to the empty line
     * @param body not copied for the visitor: many slow ones must not take the memory of a node that starts
     */
    record Answer(byte[] head, ByteBuffer body) {

        void writeTo(OutputStream out) throws IOException {
            out.write(head);
            byte[] piece = new byte[Math.min(PIECE_BYTES, body.remaining())];
            while (body.hasRemaining()) {
                int length = Math.min(piece.length, body.remaining());
                body.get(piece, 0, length);
                out.write(piece, 0, length);
            }
        }
    }

    private static String header(String head, String name) {
        List<String> values = head.lines().skip(1).filter(line -> line.regionMatches(true, 0, name + ":", 0,
                name.length() + 1)).map(line -> line.substring(name.length() + 1).strip()).toList();
        return values.isEmpty() ? null : values.getFirst();
    }
}

package org.groundswell.edge.listener.early;

import com.github.f4b6a3.uuid.UuidCreator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.groundswell.edge.api.snapshots.Snapshot;
import org.groundswell.edge.listener.http.RequestFields;
import org.groundswell.edge.listener.published.PageHeaders;
import org.groundswell.edge.listener.published.Routes;
import org.groundswell.edge.listener.published.SavedPages;

/**
 * Answers to single requests from saved pages: the plainest that are right. No packed bodies, no conditions, one request
 * a connection; whatever is no page is asked to come again in a few seconds. Immutable.
 */
final class EarlyAnswers {
    private static final int LEAST_RETRY_MILLIS = 2000;
    private static final int MOST_RETRY_MILLIS = 5000;
    private static final int RETRY_SECONDS = 3;
    private static final int SERVICE_UNAVAILABLE = 503;
    private static final int OK = 200;
    private static final int TOO_MANY_FIELDS = 431;
    private static final int PIECE_BYTES = 8 * 1024;

    private final String common;
    /** The same for a page that says itself who may show it in a frame. */
    private final String unframed;
    private final Routes<Snapshot> routes;

    EarlyAnswers(SavedPages saved) {
        common = saved.headers();
        unframed = common.lines().filter(line -> !PageHeaders.FRAMING.contains(line.split(":", 2)[0]))
                .map(line -> line + "\r\n").collect(Collectors.joining());
        routes = saved.routes();
    }

    /** The whole response to the head of a request. */
    Answer answer(String head) {
        if (head.lines().skip(1).takeWhile(line -> !line.isEmpty()).count() > RequestFields.MOST) {
            return response(TOO_MANY_FIELDS, Map.of(), text(""), false);
        }
        String[] request = head.lines().findFirst().orElse("").split(" ");
        String language = header(head, "Accept-Language");
        boolean bodyToo = request[0].equals("GET");
        if (request.length != 3 || !bodyToo && !request[0].equals("HEAD")) {
            return unavailable("", language, true);
        }
        String[] target = request[1].split("\\?", 2);
        String path = target[0];
        String query = target.length == 2 ? target[1] : null;
        Snapshot page = routes.page(path);
        if (page != null && !page.isPersonal(query)) {
            return response(page.forOtherSites() ? unframed : common, OK, PageHeaders.of(page), body(page), bodyToo);
        }
        if (routes.isStream(path)) {
            return stream(bodyToo);
        }
        Routes.Redirect redirect = routes.redirect(path, query, language);
        return redirect == null ? unavailable(path, language, bodyToo)
                : response(redirect.status(), redirect.headers(), text(""), bodyToo);
    }

    /** A browser comes again by itself after an end, never after an error; and not all at the same moment. */
    private Answer stream(boolean bodyToo) {
        int millis = ThreadLocalRandom.current().nextInt(LEAST_RETRY_MILLIS, MOST_RETRY_MILLIS);
        var headers = new HashMap<>(Map.of("Content-Type", "text/event-stream", "Cache-Control", "no-store"));
        headers.putAll(PageHeaders.ANY_ORIGIN);
        return response(OK, headers, text("retry: " + millis + "\n\n"), bodyToo);
    }

    private Answer unavailable(String path, String language, boolean bodyToo) {
        Snapshot page = routes.error(SERVICE_UNAVAILABLE, path, language);
        var headers = Map.of("Content-Type", page == null ? "text/plain; charset=utf-8" : page.contentType(),
                "Cache-Control", "no-store", "Retry-After", Integer.toString(RETRY_SECONDS));
        return response(SERVICE_UNAVAILABLE, headers, page == null ? text("503 Service Unavailable\n") : page.body(),
                bodyToo);
    }

    private Answer response(int status, Map<String, String> own, ByteBuffer body, boolean bodyToo) {
        return response(common, status, own, body, bodyToo);
    }

    private static Answer response(String all, int status, Map<String, String> own, ByteBuffer body, boolean bodyToo) {
        var head = new StringBuilder("HTTP/1.1 ").append(reason(status)).append("\r\nConnection: close\r\n").append(all);
        own.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Length: ").append(body.remaining()).append("\r\n\r\n");
        return new Answer(head.toString().getBytes(StandardCharsets.ISO_8859_1), bodyToo ? body : text(""));
    }

    private static String reason(int status) {
        return switch (status) {
            case OK -> "200 OK";
            case SERVICE_UNAVAILABLE -> "503 Service Unavailable";
            case TOO_MANY_FIELDS -> "431 Request Header Fields Too Large";
            default -> status + " Redirect";
        };
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

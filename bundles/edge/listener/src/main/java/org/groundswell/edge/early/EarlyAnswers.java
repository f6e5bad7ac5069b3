package org.groundswell.edge.early;

import com.github.f4b6a3.uuid.UuidCreator;
import java.io.ByteArrayOutputStream;
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
    byte[] answer(String head) {
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
                    ("retry: " + millis + "\n\n").getBytes(StandardCharsets.US_ASCII), bodyToo);
        }
        String language = header(head, "Accept-Language");
        if (path.equals("/") && !site.languages().isEmpty()) {
            return response("302 Found", "Location: /" + Languages.accepted(language, site.languages())
                    + "/\r\nVary: Accept-Language\r\nCache-Control: public, max-age=0\r\n", new byte[0], bodyToo);
        }
        return unavailable(path, language, bodyToo);
    }

    private byte[] unavailable(String path, String language, boolean bodyToo) {
        Map<Integer, Snapshot> errors = site.errors().getOrDefault(
                Languages.of(path, language, site.languages()), Map.of());
        Snapshot page = errors.getOrDefault(SERVICE_UNAVAILABLE, errors.get(0));
        String type = page == null ? "text/plain; charset=utf-8" : page.contentType();
        byte[] body = page == null ? "503 Service Unavailable\n".getBytes(StandardCharsets.US_ASCII) : page.bytes();
        return response("503 Service Unavailable", "Content-Type: " + type
                + "\r\nCache-Control: no-store\r\nRetry-After: " + RETRY_SECONDS + "\r\n", body, bodyToo);
    }

    private byte[] response(String status, String own, byte[] body, boolean bodyToo) {
        String head = "HTTP/1.1 " + status + "\r\nConnection: close\r\n" + headers + own + "Content-Length: "
                + body.length + "\r\n\r\n";
        var response = new ByteArrayOutputStream();
        response.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
        if (bodyToo) {
            response.writeBytes(body);
        }
        return response.toByteArray();
    }

    private static byte[] body(Snapshot page) {
        byte[] body = page.bytes();
        if (page.keyOffset() != Snapshot.NO_KEY) {
            byte[] key = UuidCreator.getTimeOrderedEpoch().toString().getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(key, 0, body, page.keyOffset(), key.length);
        }
        return body;
    }

    private static String header(String head, String name) {
        List<String> values = head.lines().skip(1).filter(line -> line.regionMatches(true, 0, name + ":", 0,
                name.length() + 1)).map(line -> line.substring(name.length() + 1).strip()).toList();
        return values.isEmpty() ? null : values.getFirst();
    }
}

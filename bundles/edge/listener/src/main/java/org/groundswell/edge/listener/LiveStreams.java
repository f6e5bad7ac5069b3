package org.groundswell.edge.listener;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.groundswell.kernel.api.LoopStatus.Need;
import org.groundswell.shared.loops.Loop;

/**
 * Pushes changed snapshots to open pages as server-sent events (WHATWG HTML, section 9.2). Every stream of one path
 * shares the same bytes.
 */
final class LiveStreams implements AutoCloseable {
    /** Shorter than the idle timeout of the listener and of common proxies. */
    private static final int HEARTBEAT_SECONDS = 15;
    private static final byte[] HEARTBEAT = ":\n\n".getBytes(StandardCharsets.UTF_8);

    private final SnapshotStore store;
    private final int maxStreams;
    private final Set<LiveStream> open = ConcurrentHashMap.newKeySet();
    private final Loop heart = Loop.of("live-streams", Need.PAGES, Duration.ofMinutes(1));
    private final Runnable unsubscribe;

    LiveStreams(SnapshotStore store, int maxStreams) {
        this.store = store;
        this.maxStreams = maxStreams;
        unsubscribe = store.onChange((before, now) -> heart.execute(() -> push(now, now.changedStreams(before))));
        heart.every(Duration.ofSeconds(HEARTBEAT_SECONDS), this::beat);
    }

    /** Answers with a stream that stays open, beginning with the state as it is now. */
    void open(String path, Request request, Response response, Callback callback) {
        if (open.size() >= maxStreams) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, HEARTBEAT_SECONDS);
            Response.writeError(request, response, callback, HttpStatus.SERVICE_UNAVAILABLE_503);
            return;
        }
        response.setStatus(HttpStatus.OK_200);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream; charset=utf-8");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put(EncodedSnapshot.ANY_ORIGIN);
        // Tells nginx and its kin not to collect the stream before passing it on.
        response.getHeaders().put("X-Accel-Buffering", "no");
        var stream = new LiveStream(path, response, callback, open::remove);
        open.add(stream);
        stream.send(event(store.table(), path));
    }

    @Override
    public void close() {
        unsubscribe.run();
        heart.close();
        open.forEach(LiveStream::end);
    }

    private void push(SnapshotTable table, Set<String> changed) {
        for (String path : changed) {
            byte[] event = event(table, path);
            for (LiveStream stream : open) {
                if (stream.path().equals(path)) {
                    stream.send(event);
                }
            }
        }
    }

    private void beat() {
        open.forEach(stream -> stream.sendIfIdle(HEARTBEAT));
    }

    private static byte[] event(SnapshotTable table, String path) {
        EncodedSnapshot snapshot = table.byPath().get(table.streams().get(path));
        if (snapshot == null) {
            return HEARTBEAT;
        }
        String data = new String(snapshot.source().bytes(), StandardCharsets.UTF_8).strip().replace("\n", "\ndata: ");
        return ("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
    }
}

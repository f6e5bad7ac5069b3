package org.groundswell.edge.listener.published;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.groundswell.edge.listener.budgets.Budget;
import org.groundswell.edge.listener.http.RequestFields;
import org.groundswell.kernel.api.loops.LoopStatus.Need;
import org.groundswell.shared.loops.Loop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pushes changed snapshots to open pages as server-sent events (WHATWG HTML, section 9.2). Every stream of one path
 * shares the same bytes. One thread tells all streams, the state of the moment each time: so nobody sees a state after
 * a later one, whenever they came.
 */
public final class LiveStreams implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveStreams.class);
    /** Shorter than the idle timeout of the listener and of common proxies. */
    private static final int HEARTBEAT_SECONDS = 15;
    private static final byte[] HEARTBEAT = ":\n\n".getBytes(StandardCharsets.UTF_8);

    /** What of a request's head a place has room for: a stream holds it until its end. */
    private static final int PLACE_BYTES = 4 * 1024;

    private final SnapshotStore store;
    private final Budget places;
    private final Predicate<EndPoint> isOver;
    private final Set<LiveStream> open = ConcurrentHashMap.newKeySet();
    private final Loop heart = Loop.of("live-streams", Need.PAGES, Duration.ofMinutes(1));
    private final Runnable unsubscribe;

    /**
     * @param places how many streams may be open; one with a large head takes several
     * @param isOver whether no stream stays on a connection
     */
    public LiveStreams(SnapshotStore store, Budget places, Predicate<EndPoint> isOver) {
        this.store = store;
        this.places = places;
        this.isOver = isOver;
        unsubscribe = store.onChange((before, now) -> heart.execute(() -> push(now.changedStreams(before))));
        heart.every(Duration.ofSeconds(HEARTBEAT_SECONDS), this::beat);
    }

    /**
     * Answers with a stream that stays open, beginning with the state as it is now, or with a refusal where there is
     * no place.
     *
     * @return the status of the answer
     */
    public int open(String path, Request request, Response response, Callback callback) {
        Budget.Share place = places.share(request.getConnectionMetaData().getRemoteSocketAddress());
        if (!place.take(Math.max(1, RequestFields.heldBytes(request) / PLACE_BYTES))) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, HEARTBEAT_SECONDS);
            Response.writeError(request, response, callback, HttpStatus.SERVICE_UNAVAILABLE_503);
            return HttpStatus.SERVICE_UNAVAILABLE_503;
        }
        response.setStatus(HttpStatus.OK_200);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream; charset=utf-8");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        PageHeaders.ANY_ORIGIN.forEach(response.getHeaders()::put);
        // Tells nginx and its kin not to collect the stream before passing it on.
        response.getHeaders().put("X-Accel-Buffering", "no");
        var stream = new LiveStream(path, request.getConnectionMetaData().getConnection().getEndPoint(), response, callback, ended -> {
            open.remove(ended);
            place.close();
        });
        open.add(stream);
        // Over HTTP/2 a reader who goes is heard at once, and the place is free for the next page of the same visitor.
        request.addFailureListener(stream::fail);
        begin(stream);
        return HttpStatus.OK_200;
    }

    /** Ends those whose connection is over: who reads one comes again, to another process or node. */
    public void moveOn() {
        open.forEach(stream -> tell(stream, each -> {
            if (isOver.test(each.visitor())) {
                each.end();
            }
        }));
    }

    /** Ends all; who comes here after that is sent away at once, too. */
    @Override
    public void close() {
        unsubscribe.run();
        heart.close();
        open.forEach(stream -> tell(stream, LiveStream::end));
    }

    private void begin(LiveStream stream) {
        heart.execute(() -> tell(stream, each -> each.send(event(store.table(), each.path()))));
        if (heart.isClosed() || isOver.test(stream.visitor())) {
            // Came while this was being closed: the browser comes again.
            stream.end();
        }
    }

    private void push(Set<String> changed) {
        SnapshotTable table = store.table();
        for (String path : changed) {
            byte[] event = event(table, path);
            for (LiveStream stream : open) {
                if (stream.path().equals(path)) {
                    tell(stream, each -> each.send(event));
                }
            }
        }
    }

    private void beat() {
        open.forEach(stream -> tell(stream, each -> each.sendIfIdle(HEARTBEAT)));
    }

    /** A stream that breaks costs neither the others nor the heart, whatever it throws. */
    private static void tell(LiveStream stream, Consumer<LiveStream> what) {
        try {
            what.accept(stream);
        } catch (RuntimeException | Error e) {
            LOG.warn("A live stream broke", e);
            stream.fail(e);
        }
    }

    private static byte[] event(SnapshotTable table, String path) {
        String source = table.routes().streams().get(path);
        EncodedSnapshot snapshot = source == null ? null : table.routes().page(source);
        if (snapshot == null) {
            return HEARTBEAT;
        }
        String data = new String(snapshot.source().bytes(), StandardCharsets.UTF_8).strip().replace("\n", "\ndata: ");
        return ("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
    }
}

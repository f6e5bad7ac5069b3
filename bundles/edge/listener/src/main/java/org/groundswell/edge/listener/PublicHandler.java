package org.groundswell.edge.listener;

import com.github.f4b6a3.uuid.UuidCreator;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.groundswell.edge.api.requests.RequestObserver.Kind;
import org.groundswell.edge.listener.budgets.Budget;
import org.groundswell.edge.listener.budgets.HeldRequests;
import org.groundswell.edge.listener.callers.Arrivals;
import org.groundswell.edge.listener.callers.Observers;
import org.groundswell.edge.listener.http.Http2Requests;
import org.groundswell.edge.listener.published.AcceptEncoding;
import org.groundswell.edge.listener.published.EncodedSnapshot;
import org.groundswell.edge.listener.published.LiveStreams;
import org.groundswell.edge.listener.published.PageHeaders;
import org.groundswell.edge.listener.published.Routes;
import org.groundswell.edge.listener.published.SecurityHeaders;
import org.groundswell.edge.listener.published.SnapshotStore;
import org.groundswell.edge.listener.published.UnfinishedAnswers;
import org.groundswell.edge.listener.servlets.NodeStart;
import org.groundswell.edge.listener.servlets.ServletAnswer;
import org.groundswell.edge.listener.servlets.ServletDispatch;

/**
 * Chooses the answer to each public request: a snapshot from memory on the very thread that read the request, a live
 * stream, or a servlet on a virtual thread.
 */
public final class PublicHandler extends Handler.Abstract.NonBlocking {
    private static final String ALLOWED = "GET, HEAD";
    private static final Set<String> FOR_SERVLETS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private final SnapshotStore store;
    private final LiveStreams streams;
    private final SecurityHeaders security;
    private final Observers observers;
    private final Arrivals arrivals;
    private final NodeStart start;
    private final Budget personal;
    private final UnfinishedAnswers unfinished;
    private final HeldRequests held;
    private final ServletDispatch filling;
    private final Handler servlets;

    /**
     * @param personal bytes of pages that are made for one visitor each and are on their way
     * @param unfinished answers that visitors take slowly
     * @param held     what comes behind a request, as long as that is not answered
     * @param filling  answers for a snapshot where it has a place
     * @param servlets answers what no snapshot does
     */
    public PublicHandler(SnapshotStore store, LiveStreams streams, SecurityHeaders security, Observers observers,
            Arrivals arrivals, NodeStart start, Budget personal, UnfinishedAnswers unfinished, HeldRequests held,
            ServletDispatch filling, Handler servlets) {
        this.store = store;
        this.streams = streams;
        this.security = security;
        this.observers = observers;
        this.arrivals = arrivals;
        this.start = start;
        this.personal = personal;
        this.unfinished = unfinished;
        this.held = held;
        this.filling = filling;
        this.servlets = servlets;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        security.addTo(response.getHeaders());
        Routes<EncodedSnapshot> routes = store.table().routes();
        String path = Request.getPathInContext(request);
        EncodedSnapshot snapshot = routes.page(path);
        if (snapshot != null && !snapshot.source().isPersonal(request.getHttpURI().getQuery())) {
            if (!isFilled(snapshot, request, response, callback)) {
                serve(snapshot, request, response, callback);
            }
            return true;
        }
        if (routes.isStream(path)) {
            if (isRead(request, response, callback)) {
                int status = streams.open(path, request, response, callback);
                observers.answered(status == HttpStatus.OK_200 ? Kind.STREAM : Kind.ERROR, request, status);
            }
            return true;
        }
        if (isReadMethod(request) && redirect(routes, path, request, response, callback)) {
            return true;
        }
        if (Routes.hasEmptySegment(path)) {
            fail(HttpStatus.BAD_REQUEST_400, request, response, callback);
            return true;
        }
        if (!FOR_SERVLETS.contains(request.getMethod())) {
            // TRACE would send a visitor's headers back to whoever asks.
            refuse(request, response, callback);
            return true;
        }
        observers.watch(ServletAnswer.to(request, start), request, response);
        return servlets.handle(request, response, callback);
    }

    /** Hands it to a servlet that makes it for this visitor, unless that is too busy or could not read what is asked. */
    private boolean isFilled(EncodedSnapshot snapshot, Request request, Response response, Callback callback) {
        boolean wanted = snapshot.source().isFilledBy(request.getHttpURI().getQuery()) && isReadMethod(request);
        Budget.Share place = wanted ? filling.sparePlace(request) : null;
        if (place != null) {
            observers.watch(ServletAnswer.to(request, start), request, response);
            filling.handle(place, request, response, callback);
        }
        return place != null;
    }

    private void serve(EncodedSnapshot snapshot, Request request, Response response, Callback callback) {
        if (!isRead(request, response, callback)) {
            return;
        }
        var accepted = AcceptEncoding.of(request.getHeaders().get(HttpHeader.ACCEPT_ENCODING));
        if (snapshot.isKeyed()) {
            serveKeyed(snapshot, accepted, request, response, callback);
            return;
        }
        EncodedSnapshot.Variant variant = snapshot.accepted(accepted);
        if (variant == null) {
            fail(HttpStatus.NOT_ACCEPTABLE_406, request, response, callback);
            return;
        }
        HttpFields.Mutable headers = response.getHeaders();
        if (snapshot.source().forOtherSites()) {
            PageHeaders.FRAMING.forEach(headers::remove);
        }
        add(headers, snapshot.headers());
        if (matches(request.getHeaders().get(HttpHeader.IF_NONE_MATCH), variant.etag())) {
            headers.remove(HttpHeader.CONTENT_TYPE);
            headers.put(HttpHeader.ETAG, variant.etag());
            finish(snapshot, HttpStatus.NOT_MODIFIED_304, null, request, response, callback);
            return;
        }
        add(headers, variant.headers());
        finish(snapshot, HttpStatus.OK_200, variant.bytes(), request, response, unfinished.begin(snapshot, variant,
                request.getConnectionMetaData().getConnection().getEndPoint(), () -> Http2Requests.refuse(request), callback));
    }

    private void serveKeyed(EncodedSnapshot snapshot, AcceptEncoding accepted, Request request, Response response,
            Callback callback) {
        if (accepted == AcceptEncoding.NEITHER) {
            fail(HttpStatus.NOT_ACCEPTABLE_406, request, response, callback);
            return;
        }
        byte[] key = UuidCreator.getTimeOrderedEpoch().toString().getBytes(StandardCharsets.US_ASCII);
        ByteBuffer body = snapshot.body(key, accepted.gzip());
        // This one is of nobody else's: a visitor who does not take it must not have many.
        Budget.Share share = personal.share(request.getConnectionMetaData().getRemoteSocketAddress());
        if (!share.take(body.remaining())) {
            ServletDispatch.askToComeAgain(request, response, callback);
            observers.answered(Kind.ERROR, request, HttpStatus.SERVICE_UNAVAILABLE_503);
            return;
        }
        add(response.getHeaders(), snapshot.headers());
        if (accepted.gzip()) {
            response.getHeaders().put(HttpHeader.CONTENT_ENCODING, "gzip");
        }
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.remaining());
        finish(snapshot, HttpStatus.OK_200, body, request, response, Callback.from(callback, share::close));
    }

    private void finish(EncodedSnapshot snapshot, int status, ByteBuffer body, Request request, Response response,
            Callback callback) {
        response.setStatus(status);
        response.write(true, HttpMethod.HEAD.is(request.getMethod()) ? null : body, callback);
        observers.answered(snapshot.kind(), request, status);
        if (arrivals.areWanted() && snapshot.kind() == Kind.PAGE) {
            arrivals.shown(snapshot.source().path(), request.getHeaders().get(HttpHeader.REFERER),
                    Request.getServerName(request));
        }
    }

    private boolean redirect(Routes<?> routes, String path, Request request, Response response, Callback callback) {
        Routes.Redirect redirect = routes.redirect(path, request.getHttpURI().getQuery(),
                request.getHeaders().get(HttpHeader.ACCEPT_LANGUAGE));
        if (redirect == null) {
            return false;
        }
        redirect.headers().forEach(response.getHeaders()::put);
        response.setStatus(redirect.status());
        response.write(true, null, callback);
        observers.answered(Kind.DATA, request, redirect.status());
        return true;
    }

    /** Servlets have fewer places than what waits behind their requests could fill. */
    private boolean isRead(Request request, Response response, Callback callback) {
        if (isReadMethod(request)) {
            boolean room = held.hasRoomForNext(request);
            if (!room) {
                ServletDispatch.askToComeAgain(request, response, callback);
                observers.answered(Kind.ERROR, request, HttpStatus.SERVICE_UNAVAILABLE_503);
            }
            return room;
        }
        response.getHeaders().put(HttpHeader.ALLOW, ALLOWED);
        refuse(request, response, callback);
        return false;
    }

    private void refuse(Request request, Response response, Callback callback) {
        ServletDispatch.refuse(start, HttpStatus.METHOD_NOT_ALLOWED_405, request, response, callback);
        int status = start.status(HttpStatus.METHOD_NOT_ALLOWED_405);
        observers.answered(status == HttpStatus.METHOD_NOT_ALLOWED_405 ? Kind.ERROR : Kind.START, request, status);
    }

    private void fail(int status, Request request, Response response, Callback callback) {
        Response.writeError(request, response, callback, status);
        observers.answered(Kind.ERROR, request, status);
    }

    private static boolean isReadMethod(Request request) {
        return HttpMethod.GET.is(request.getMethod()) || HttpMethod.HEAD.is(request.getMethod());
    }

    /** Weak comparison with a list of tags or a star (RFC 9110, section 13.1.2). */
    static boolean matches(String ifNoneMatch, String etag) {
        return ifNoneMatch != null && (ifNoneMatch.contains(etag) || ifNoneMatch.strip().equals("*"));
    }

    private static void add(HttpFields.Mutable headers, HttpField[] fields) {
        for (HttpField field : fields) {
            headers.add(field);
        }
    }
}

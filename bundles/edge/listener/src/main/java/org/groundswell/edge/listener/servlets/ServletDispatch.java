package org.groundswell.edge.listener.servlets;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.util.OptionalInt;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.groundswell.edge.listener.budgets.Budget;
import org.groundswell.edge.listener.budgets.CountedAnswer;
import org.groundswell.edge.listener.budgets.SlowReaders;
import org.groundswell.edge.listener.handover.Onward;
import org.groundswell.edge.listener.handover.ServletDoor;
import org.groundswell.shared.forms.FormEncoding;
import org.groundswell.shared.visitors.VisitorLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands a request to the whiteboard servlets, each on a virtual thread, a limited number at a time. */
public final class ServletDispatch extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(ServletDispatch.class);
    static final String RETRY_SECONDS = "2";

    private final ServletPort port;
    private final NodeStart start;
    private final ServletDoor door;
    private final Budget places;
    private final SlowReaders readers;
    private final VisitorLog log = new VisitorLog(LOG, 1);

    /**
     * @param door   where requests wait while another process takes this one's place
     * @param places how many requests may be in servlets, or wait for them
     * @param readers who does not take what was answered
     */
    public ServletDispatch(ServletPort port, NodeStart start, ServletDoor door, Budget places, SlowReaders readers) {
        this.port = port;
        this.start = start;
        this.door = door;
        this.places = places;
        this.readers = readers;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Budget.Share place = places.share(request.getConnectionMetaData().getRemoteSocketAddress());
        if (place.take(1)) {
            handle(place, request, response, callback);
        } else {
            askToComeAgain(request, response, callback);
        }
        return true;
    }

    /**
     * A place for a request that has another answer, too, or null where it has to take that one: half of the places are
     * kept for those that have none, and what {@link WellFormed} would refuse is not asked.
     */
    public Budget.Share sparePlace(Request request) {
        boolean readable = request.getLength() <= 0
                && FormEncoding.isWellFormed(request.getHttpURI().getQuery(), WellFormed.MOST_FIELDS);
        // A servlet that is not there yet would answer 503, and the plain page is there.
        if (!readable || !places.isHalfFree() || !door.isOpen() || port.server() == null || !start.isOver()) {
            return null;
        }
        Budget.Share place = places.share(request.getConnectionMetaData().getRemoteSocketAddress());
        return place.take(1) ? place : null;
    }

    /** Lets a servlet answer, and gives the place back after that. */
    public void handle(Budget.Share place, Request request, Response response, Callback callback) {
        Callback done = Callback.from(callback, place::close);
        Thread.ofVirtual().name("servlet").start(() -> enter(request, response, done));
    }

    private void enter(Request request, Response response, Callback callback) {
        try {
            Onward onward = door.enter();
            if (onward == null) {
                dispatch(request, response, Callback.from(callback, door::leave));
                return;
            }
            Request again = sendOn(onward, request, response);
            if (again == null) {
                callback.succeeded();
            } else {
                enter(again, response, callback);
            }
        } catch (InterruptedException | IOException | RuntimeException e) {
            // Whatever it is: without an answer the request would keep its place for good.
            log.failed(e, "{} {} is not sent on", request.getMethod(), request.getHttpURI().getPath());
            askToComeAgain(request, response, callback);
        }
    }

    /** @return what is to be answered once more, where the other process was on trial and is gone: nothing has come to it */
    private Request sendOn(Onward onward, Request request, Response response) throws IOException {
        try {
            ByteBuffer body = request.getLength() == 0 ? ByteBuffer.allocate(0) : Content.Source.asByteBuffer(request);
            try {
                onward.pass(request, body.slice(), response);
                return null;
            } catch (ConnectException e) {
                if (door.doubt(onward)) {
                    return new WholeRequest(request, body);
                }
                throw e;
            }
        } finally {
            door.leave();
        }
    }

    private void dispatch(Request request, Response response, Callback callback) {
        try {
            Server felix = port.server();
            if (felix == null) {
                askToComeAgain(request, response, callback);
                return;
            }
            request.setAttribute(PublicContext.CAME_IN_PUBLIC, Boolean.TRUE);
            HttpURI uri = request.getHttpURI();
            Request inside = Request.serveAs(request,
                    HttpURI.build(uri).path(PublicContext.PATH + uri.getPath()).asImmutable());
            if (!felix.getHandler().handle(inside, new CountedAnswer(inside, response, readers), callback)) {
                refuse(start, HttpStatus.NOT_FOUND_404, request, response, callback);
            }
        } catch (Exception e) {
            OptionalInt visitors = VisitorsPart.status(e, response.isCommitted());
            if (visitors.isEmpty()) {
                log.failed(e, "{} {}", request.getMethod(), request.getHttpURI().getPath());
            }
            Response.writeError(request, response, callback, visitors.orElse(HttpStatus.INTERNAL_SERVER_ERROR_500));
        }
    }

    /** Refuses with this status, unless the node is still starting. */
    public static void refuse(NodeStart start, int status, Request request, Response response, Callback callback) {
        if (start.status(status) == status) {
            Response.writeError(request, response, callback, status);
        } else {
            askToComeAgain(request, response, callback);
        }
    }

    public static void askToComeAgain(Request request, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.RETRY_AFTER, RETRY_SECONDS);
        Response.writeError(request, response, callback, HttpStatus.SERVICE_UNAVAILABLE_503);
    }
}

package org.groundswell.edge.listener.servlets;

import java.time.Duration;
import java.util.OptionalInt;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.groundswell.edge.listener.budgets.Budget;
import org.groundswell.edge.listener.budgets.CountedAnswer;
import org.groundswell.edge.listener.budgets.SlowReaders;
import org.groundswell.shared.visitors.VisitorLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands an admin's request to the whiteboard servlets as it came, on a virtual thread. */
public final class AdminDispatch extends Handler.Abstract {
    /** On a bad line nothing comes for as long. */
    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final Logger LOG = LoggerFactory.getLogger(AdminDispatch.class);

    private final ServletPort port;
    private final Budget places;
    private final SlowReaders readers;
    private final Duration grace;
    private final VisitorLog log = new VisitorLog(LOG, 1);

    /**
     * @param places  how many requests may be in servlets
     * @param readers who does not take what was answered
     */
    public AdminDispatch(ServletPort port, Budget places, SlowReaders readers) {
        this(port, places, readers, GRACE);
    }

    /** @param grace how long a body is waited for of which next to nothing comes */
    AdminDispatch(ServletPort port, Budget places, SlowReaders readers, Duration grace) {
        this.grace = grace;
        this.port = port;
        this.places = places;
        this.readers = readers;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Budget.Share place = places.share(request.getConnectionMetaData().getRemoteSocketAddress());
        if (place.take(1)) {
            Callback done = Callback.from(callback, place::close);
            Thread.ofVirtual().name("admin").start(() -> dispatch(request, response, done));
        } else {
            ServletDispatch.askToComeAgain(request, response, callback);
        }
        return true;
    }

    private void dispatch(Request request, Response response, Callback callback) {
        try {
            Server felix = port.running();
            Request inside = named(request.getLength() == 0 ? request : new PatientBody(request, grace));
            if (felix == null) {
                ServletDispatch.askToComeAgain(request, response, callback);
            } else if (!felix.getHandler().handle(inside, new CountedAnswer(inside, response, readers),
                    callback)) {
                Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
            }
        } catch (Exception e) {
            OptionalInt visitors = VisitorsPart.status(e, response.isCommitted());
            if (visitors.isEmpty()) {
                log.failed(e, "{} {}", request.getMethod(), request.getHttpURI().getPath());
            }
            Response.writeError(request, response, callback, visitors.orElse(HttpStatus.INTERNAL_SERVER_ERROR_500));
        }
    }

    /** HTTP/2 names the host elsewhere; whoever judges by it behind here knows one place only. */
    static Request named(Request request) {
        String authority = request.getHttpURI().getAuthority();
        if (authority == null || request.getHeaders().contains(HttpHeader.HOST)) {
            return request;
        }
        HttpFields headers = HttpFields.build(request.getHeaders()).add(new HttpField(HttpHeader.HOST, authority))
                .asImmutable();
        return new Request.Wrapper(request) {
            @Override
            public HttpFields getHeaders() {
                return headers;
            }
        };
    }
}

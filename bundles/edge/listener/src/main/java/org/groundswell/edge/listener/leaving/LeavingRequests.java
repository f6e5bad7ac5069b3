package org.groundswell.edge.listener.leaving;

import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Counts what is under way; once the node leaves, answers are the last ones on their connections. */
public final class LeavingRequests extends Handler.Wrapper {
    private final Departure departure;

    /** @param departure is told of each request */
    public LeavingRequests(Handler next, Departure departure) {
        super(next);
        this.departure = departure;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (departure.isOver(request.getConnectionMetaData().getConnection().getEndPoint())) {
            endConnection(request, response);
        }
        var visit = new Visit(departure, callback);
        boolean handled = false;
        try {
            handled = super.handle(request, response, visit);
            return handled;
        } finally {
            if (!handled) {
                visit.end();
            }
        }
    }

    private static void endConnection(Request request, Response response) {
        if (request.getConnectionMetaData().getConnection() instanceof HTTP2Connection http2) {
            // The browser opens another one; this one ends when all that came on it is answered.
            http2.getSession().shutdown();
        } else {
            response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());
        }
    }

    /** One request, from its coming to its answer. */
    private static final class Visit extends Callback.Nested {
        private final Departure departure;
        private final AtomicBoolean over = new AtomicBoolean();

        Visit(Departure departure, Callback callback) {
            super(callback);
            this.departure = departure;
            departure.came();
        }

        @Override
        public void completed() {
            end();
        }

        void end() {
            if (over.compareAndSet(false, true)) {
                departure.went();
            }
        }
    }
}

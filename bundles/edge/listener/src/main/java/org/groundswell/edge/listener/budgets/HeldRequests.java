package org.groundswell.edge.listener.budgets;

import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.groundswell.edge.http1.HeadMemory;
import org.groundswell.edge.http1.StrictHttp1;
import org.groundswell.edge.listener.http.Http2Requests;
import org.groundswell.edge.listener.http.RequestFields;

/**
 * Counts what requests hold beside what their connection has room for: heads that are still coming, large ones until
 * they are answered, and what came behind a request and waits for its answer to be taken. Thread-safe.
 */
public final class HeldRequests implements HttpConfiguration.Customizer {
    /** Of a whole head: as much as a live stream's may have. */
    private static final int ROOM_BYTES = 4 * 1024;
    /** What Jetty reads at once. */
    private static final int INPUT_BYTES = 8 * 1024;

    private final Budget budget;
    private final boolean byAddress;

    /** @param byAddress whether a connection's address is its visitor's, and not a proxy's */
    public HeldRequests(Budget budget, boolean byAddress) {
        this.budget = budget;
        this.byAddress = byAddress;
    }

    /** For what comes on a connection before anybody knows whose request it is. */
    public Function<EndPoint, HeadMemory> ofConnections() {
        return endPoint -> byAddress ? budget.share(endPoint.getRemoteSocketAddress()) : budget.share();
    }

    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        long beyond = RequestFields.heldBytes(request) - ROOM_BYTES;
        if (beyond > 0 && !isHeld(request, beyond)) {
            end(request, beyondRoom());
            throw new HttpException.RuntimeException(HttpStatus.SERVICE_UNAVAILABLE_503, "No room for so large a head");
        }
        return request;
    }

    /**
     * Whether there is room for what has come behind this request, as long as that is not answered; where there is none
     * the connection ends.
     */
    public boolean hasRoomForNext(Request request) {
        boolean room = !StrictHttp1.hasMoreToRead(request.getConnectionMetaData().getConnection())
                || isHeld(request, INPUT_BYTES);
        if (!room) {
            end(request, beyondRoom());
        }
        return room;
    }

    /** Without an answer: somebody who does not take it would hold all of it until then. */
    static void end(Request request, Throwable cause) {
        if (!Http2Requests.refuse(request)) {
            request.getConnectionMetaData().getConnection().getEndPoint().close(cause);
        }
    }

    private static TimeoutException beyondRoom() {
        return new TimeoutException("more is held than there is room for");
    }

    private boolean isHeld(Request request, long bytes) {
        Budget.Share share = budget.share(request.getConnectionMetaData().getRemoteSocketAddress());
        Request.addCompletionListener(request, _ -> share.close());
        return share.take(bytes);
    }
}

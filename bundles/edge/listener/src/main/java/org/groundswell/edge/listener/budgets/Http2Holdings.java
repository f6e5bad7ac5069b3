package org.groundswell.edge.listener.budgets;

import org.eclipse.jetty.http2.BufferingFlowControlStrategy;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.FlowControlStrategy;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.http2.HTTP2Session;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.Connection;

/**
 * Counts what one HTTP/2 connection holds beside itself. Requests: a visitor who does not take the answers can have many
 * open. Fields that the visitor wants remembered for later ones (RFC 7541, section 2.3.2). And what has come of bodies and is not read yet: nobody reads the body of a request for a page, and a frame,
 * however short, keeps the whole buffer that it came in. A connection that goes beyond the budget is closed.
 * Thread-safe.
 */
public final class Http2Holdings extends BufferingFlowControlStrategy {
    /** What a connection reads at once. */
    private static final int BUFFER_BYTES = 4 * 1024;
    private static final int REQUEST_BYTES = 4 * 1024;
    /** How much may come before it was read: enough for several forms at the same time. */
    private static final int SESSION_WINDOW_BYTES = 256 * 1024;
    private static final float WINDOW_RENEWED_AT = 0.5F;
    /** All fields that a browser sends again and again fit in. */
    private static final int TABLE_BYTES = 2 * 1024;
    /** How many remembered fields are the connection's own. */
    private static final int USUAL_FIELDS = 24;
    /** What the shortest one takes, with its place in the table. */
    private static final int FIELD_BYTES = 200;
    /** More than a page asks for. */
    private static final int REQUESTS_IN_A_TURN = 32;

    private final Budget budget;
    private Budget.Share frames;
    private Budget.Share requests;
    private long unreadBytes;
    private int openRequests;
    private int remembered;
    private int inTurn;
    private boolean closed;

    private Http2Holdings(Budget budget) {
        super(WINDOW_RENEWED_AT);
        this.budget = budget;
    }

    /** Makes the connections of a factory count. */
    public static void limit(HTTP2ServerConnectionFactory http2, Budget budget) {
        http2.setFlowControlStrategyFactory(() -> new Http2Holdings(budget));
        http2.setInputBufferSize(BUFFER_BYTES);
        http2.setMaxDecoderTableCapacity(TABLE_BYTES);
        http2.setInitialSessionRecvWindow(SESSION_WINDOW_BYTES);
        http2.setInitialStreamRecvWindow(FlowControlStrategy.DEFAULT_WINDOW_SIZE);
        http2.addEventListener(new Closing());
    }

    /** The connection has waited, and may have some requests answered at once. */
    public static void beginTurn(HTTP2Connection connection) {
        if (connection.getSession().getFlowControlStrategy() instanceof Http2Holdings holdings) {
            holdings.inTurn = 0;
        }
    }

    /** Whether so many requests of the connection came at once that others are first; to be asked once for each. */
    static boolean isTurnOver(Connection connection) {
        return connection instanceof HTTP2Connection http2
                && http2.getSession().getFlowControlStrategy() instanceof Http2Holdings holdings
                && ++holdings.inTurn > REQUESTS_IN_A_TURN;
    }

    @Override
    public void onStreamCreated(Stream stream) {
        super.onStreamCreated(stream);
        closeUnless(addRequest(stream.getSession()), stream.getSession());
    }

    @Override
    public void onStreamDestroyed(Stream stream) {
        super.onStreamDestroyed(stream);
        synchronized (this) {
            openRequests--;
            requests.keep(requestBytes());
        }
    }

    @Override
    public void onDataReceived(Session session, Stream stream, int length) {
        super.onDataReceived(session, stream, length);
        closeUnless(length == 0 || addFrame(session, length), session);
    }

    @Override
    public void onDataConsumed(Session session, Stream stream, int length) {
        super.onDataConsumed(session, stream, length);
        synchronized (this) {
            unreadBytes -= length;
            if (unreadBytes <= 0 && frames != null) {
                // Only now it is sure that no buffer is kept.
                frames.keep(0);
            }
        }
    }

    private synchronized boolean addRequest(Session session) {
        begin(session);
        openRequests++;
        remembered = ((HTTP2Session) session).getParser().getHpackDecoder().getHpackContext().size();
        return requests.hold(requestBytes());
    }

    /** The first one is the connection's own: most live streams are alone on theirs. */
    private long requestBytes() {
        return Math.max(0, openRequests - 1) * (long) REQUEST_BYTES
                + Math.max(0, remembered - USUAL_FIELDS) * (long) FIELD_BYTES;
    }

    private synchronized boolean addFrame(Session session, int length) {
        begin(session);
        unreadBytes += length;
        return frames.take(Math.max(length, BUFFER_BYTES));
    }

    private void begin(Session session) {
        if (frames == null) {
            frames = budget.share(session.getRemoteSocketAddress());
            requests = budget.share(session.getRemoteSocketAddress());
            // It may be closed while its first request is on the way to here.
            if (closed) {
                close();
            }
        }
    }

    private static void closeUnless(boolean fine, Session session) {
        if (!fine) {
            ((HTTP2Session) session).onConnectionFailure(ErrorCode.ENHANCE_YOUR_CALM_ERROR.code, "too_much_held");
        }
    }

    private synchronized void close() {
        closed = true;
        if (frames != null) {
            frames.close();
            requests.close();
        }
    }

    /** Gives back what a connection holds when it is closed. */
    private static final class Closing implements Connection.Listener {

        @Override
        public void onClosed(Connection connection) {
            if (connection instanceof HTTP2Connection http2
                    && http2.getSession().getFlowControlStrategy() instanceof Http2Holdings holdings) {
                holdings.close();
            }
        }
    }
}

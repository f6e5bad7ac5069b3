package org.groundswell.edge.listener;

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
 * Counts what has come of bodies over one HTTP/2 connection and is not read yet: nobody reads the body of a request for
 * a page, and it stays while the visitor does not take the page. A frame, however short, keeps the whole buffer that it
 * came in. A connection that goes beyond the budget is closed. Thread-safe.
 */
final class UnreadFrames extends BufferingFlowControlStrategy {
    /** What a connection reads at once. */
    private static final int BUFFER_BYTES = 4 * 1024;
    /** How much may come before it was read: enough for several forms at the same time. */
    private static final int SESSION_WINDOW_BYTES = 256 * 1024;
    private static final float WINDOW_RENEWED_AT = 0.5F;

    private final Budget budget;
    private Budget.Share share;
    private long unread;

    UnreadFrames(Budget budget) {
        super(WINDOW_RENEWED_AT);
        this.budget = budget;
    }

    /** Makes the connections of a factory count. */
    static void limit(HTTP2ServerConnectionFactory http2, Budget unread) {
        http2.setFlowControlStrategyFactory(() -> new UnreadFrames(unread));
        http2.setInputBufferSize(BUFFER_BYTES);
        http2.setInitialSessionRecvWindow(SESSION_WINDOW_BYTES);
        http2.setInitialStreamRecvWindow(FlowControlStrategy.DEFAULT_WINDOW_SIZE);
        http2.addEventListener(new Closing());
    }

    @Override
    public void onDataReceived(Session session, Stream stream, int length) {
        super.onDataReceived(session, stream, length);
        if (length > 0 && !count(session, length)) {
            ((HTTP2Session) session).onConnectionFailure(ErrorCode.ENHANCE_YOUR_CALM_ERROR.code, "unread_data");
        }
    }

    @Override
    public void onDataConsumed(Session session, Stream stream, int length) {
        super.onDataConsumed(session, stream, length);
        synchronized (this) {
            unread -= length;
            if (unread <= 0 && share != null) {
                // Only now it is sure that no buffer is kept.
                share.keep(0);
            }
        }
    }

    private synchronized void close() {
        if (share != null) {
            share.close();
        }
    }

    private synchronized boolean count(Session session, int length) {
        if (share == null) {
            share = budget.share(session.getRemoteSocketAddress());
        }
        unread += length;
        return share.take(Math.max(length, BUFFER_BYTES));
    }

    /** Gives back what a connection holds when it is closed. */
    private static final class Closing implements Connection.Listener {

        @Override
        public void onClosed(Connection connection) {
            if (connection instanceof HTTP2Connection http2
                    && http2.getSession().getFlowControlStrategy() instanceof UnreadFrames unread) {
                unread.close();
            }
        }
    }
}

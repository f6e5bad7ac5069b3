package org.groundswell.edge.listener.budgets;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.groundswell.shared.visitors.VisitorNetwork;

/**
 * Counts what a request over HTTP/2 takes as long as there is no window for its answer, whatever the answer is: thousands of
 * connections with one page each hold a heap, although the page is in memory once. Over HTTP/1 the connection counts.
 */
public final class PendingAnswers extends Handler.Wrapper {
    /** A request and an answer of Jetty's, with their fields. */
    static final int BYTES = 8 * 1024;

    private final SlowReaders readers;

    public PendingAnswers(Handler next, SlowReaders readers) {
        super(next);
        this.readers = readers;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        boolean counts = request.getConnectionMetaData().getConnection() instanceof HTTP2Connection;
        return super.handle(request, counts ? new Pending(request, response) : response, callback);
    }

    /** How far a part of an answer has come. */
    private enum Part { GOING, COUNTED, OUT }

    private final class Pending extends Response.Wrapper implements SlowReader {
        private final InetAddress network;

        Pending(Request request, Response response) {
            super(request, response);
            network = VisitorNetwork.of(request.getConnectionMetaData().getRemoteSocketAddress());
        }

        /** Most are out at once, and nobody hears of them. */
        @Override
        public void write(boolean last, ByteBuffer bytes, Callback callback) {
            var part = new AtomicReference<>(Part.GOING);
            super.write(last, bytes, Callback.from(() -> {
                if (part.getAndSet(Part.OUT) == Part.COUNTED) {
                    readers.rest(this);
                }
            }, callback));
            if (part.compareAndSet(Part.GOING, Part.COUNTED)) {
                readers.hold(this, network, BYTES);
                if (part.get() == Part.OUT) {
                    readers.rest(this);
                }
            }
        }

        @Override
        public void close(Throwable cause) {
            HeldRequests.end(getRequest(), cause);
        }
    }
}

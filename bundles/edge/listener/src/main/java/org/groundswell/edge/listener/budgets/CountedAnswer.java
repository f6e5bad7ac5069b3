package org.groundswell.edge.listener.budgets;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.groundswell.shared.visitors.VisitorNetwork;

/** A servlet's answer, which is one visitor's alone: it counts with its bytes until they are taken. */
public final class CountedAnswer extends Response.Wrapper implements SlowReader {
    /** The bytes, and the text that they were made of. */
    private static final long COPIES = 2;

    private final SlowReaders readers;
    private final InetAddress network;

    public CountedAnswer(Request request, Response response, SlowReaders readers) {
        super(request, response);
        this.readers = readers;
        this.network = VisitorNetwork.of(request.getConnectionMetaData().getRemoteSocketAddress());
    }

    @Override
    public void write(boolean last, ByteBuffer bytes, Callback callback) {
        if (bytes == null || !bytes.hasRemaining()) {
            super.write(last, bytes, callback);
            return;
        }
        readers.hold(this, network, bytes.remaining() * COPIES);
        // Before the servlet hears of it, which may write again at once.
        super.write(last, bytes, Callback.from(() -> readers.rest(this), callback));
    }

    @Override
    public void close(Throwable cause) {
        HeldRequests.end(getRequest(), cause);
    }
}

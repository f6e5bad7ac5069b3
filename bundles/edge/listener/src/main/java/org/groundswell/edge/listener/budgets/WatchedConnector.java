package org.groundswell.edge.listener.budgets;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.stream.Stream;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.groundswell.shared.visitors.VisitorNetwork;

/** A port that says what its connections hold of answers that visitors do not take. */
public final class WatchedConnector extends ServerConnector {
    private static final int ACCEPTORS = 1;
    /** The request that is being answered. */
    private static final long REQUEST_BYTES = 8 * 1024;
    /** The buffer of an answer's head; the rest of the answer is a page's that all visitors share, or counted elsewhere. */
    private static final long HEAD_BYTES = 8 * 1024;

    private final SlowReaders readers;
    private final boolean byAddress;

    /** @param byAddress whether a connection's address is its visitor's, and not a proxy's */
    public WatchedConnector(Server server, int selectors, SlowReaders readers, boolean byAddress,
            ConnectionFactory... protocols) {
        super(server, ACCEPTORS, selectors, protocols);
        this.readers = readers;
        this.byAddress = byAddress;
    }

    /** A connection whose answers are the same bytes for everybody, and that has nothing of its own beside them. */
    public interface Light {
    }

    /**
     * Where connections get their buffers, by Jetty's own sizes.
     *
     * @param kept bytes that are kept for the next ones to use, of the heap and beside it; what a crowd has used beyond this
     *             is given back
     */
    public static ByteBufferPool buffers(long kept) {
        return new ArrayByteBufferPool(0, -1, -1, Integer.MAX_VALUE, kept, kept);
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key) {
        var endPoint = new Watched(channel, selector, key);
        endPoint.setIdleTimeout(getIdleTimeout());
        return endPoint;
    }

    /** One thread at a time writes to it. */
    private final class Watched extends SocketChannelEndPoint implements SlowReader {
        private volatile boolean slow;

        Watched(SocketChannel channel, ManagedSelector selector, SelectionKey key) {
            super(channel, selector, key, WatchedConnector.this.getScheduler());
        }

        @Override
        public boolean flush(ByteBuffer... buffers) throws IOException {
            long before = slow ? remaining(buffers) : 0;
            boolean out = super.flush(buffers);
            if (out && slow) {
                slow = false;
                readers.rest(this);
            } else if (slow && remaining(buffers) < before) {
                readers.took(this);
            } else if (!out && !slow && !(getConnection() instanceof Light)) {
                slow = true;
                readers.hold(this, byAddress ? VisitorNetwork.of(getRemoteSocketAddress()) : null, held(buffers));
                if (!isOpen()) {
                    // Its end may have been told before.
                    readers.rest(this);
                }
            }
            return out;
        }

        /** A record of TLS has a buffer of the connection's own, whole until its last byte is out. */
        private long held(ByteBuffer... left) {
            return REQUEST_BYTES + (getConnection() instanceof SslConnection
                    ? Stream.of(left).mapToLong(ByteBuffer::capacity).sum() : HEAD_BYTES);
        }

        @Override
        public void onClose(Throwable cause) {
            super.onClose(cause);
            readers.rest(this);
        }
    }
    private static long remaining(ByteBuffer... buffers) {
        long remaining = 0;
        for (ByteBuffer each : buffers) {
            remaining += each.remaining();
        }
        return remaining;
    }
}

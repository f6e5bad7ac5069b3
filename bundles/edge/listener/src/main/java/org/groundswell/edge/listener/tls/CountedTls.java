package org.groundswell.edge.listener.tls;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.groundswell.edge.http1.HeadMemory;
import org.groundswell.edge.http1.LateMemory;
import org.groundswell.edge.listener.budgets.AwaitsTurn;
import org.groundswell.edge.listener.budgets.Http2Holdings;
import org.groundswell.edge.listener.budgets.TurnLine;

/**
 * TLS connections that count what they hold because it has not come whole or is not wanted yet: TLS decrypts whole records
 * only, and Jetty's HTTP/2 reads whole heads. A connection beyond what is left for such is closed. One that always has
 * more to read gives way to others now and then, and one whose handshake is not finished waits for its turn. Thread-safe.
 */
final class CountedTls extends SslConnectionFactory {
    /** Some 64 kB: a form of the largest size there is. */
    private static final int READS_IN_A_TURN = 4;
    /** What a TLS session says until its handshake is finished. */
    private static final String NO_PROTOCOL_YET = "NONE";

    private final TurnLine line;
    private final Function<EndPoint, HeadMemory> memory;

    /** @param line where handshakes wait for their turn */
    CountedTls(SslContextFactory.Server tls, String next, TurnLine line, Function<EndPoint, HeadMemory> memory) {
        super(tls, next);
        this.line = line;
        this.memory = memory;
    }

    @Override
    protected SslConnection newSslConnection(Connector connector, EndPoint endPoint, SSLEngine engine) {
        return new Counted(connector, endPoint, engine);
    }

    /** Reads with a lock of Jetty's. */
    private final class Counted extends SslConnection implements AwaitsTurn {
        private final HeadMemory share = new LateMemory(() -> memory.apply(getEndPoint()));
        private UnfinishedFrames frames;
        private long held;
        private int reads;
        private volatile boolean shaken;
        /** It has sent something. */
        private volatile boolean asked;
        private volatile boolean begun;

        Counted(Connector connector, EndPoint endPoint, SSLEngine engine) {
            super(connector.getByteBufferPool(), connector.getExecutor(), getSslContextFactory(), endPoint, engine,
                    isDirectBuffersForEncryption(), isDirectBuffersForDecryption());
        }

        @Override
        public void onFillable() {
            if (shaken) {
                read();
                return;
            }
            asked = true;
            SocketAddress visitor = getEndPoint().getRemoteSocketAddress();
            try {
                if (begun) {
                    line.goOn(visitor, this::shake);
                } else {
                    line.add(visitor, this::shake);
                }
            } catch (RejectedExecutionException e) {
                // The port is being closed.
                getEndPoint().close(e);
            }
        }

        private void shake() {
            begun = true;
            read();
        }

        @Override
        public boolean awaitsTurn() {
            return asked && !begun;
        }

        private void read() {
            reads = 0;
            if (getSslEndPoint().getConnection() instanceof HTTP2Connection http2) {
                Http2Holdings.beginTurn(http2);
            }
            super.onFillable();
        }

        /** As if nothing had come after a while: then the connection has to wait for its next turn. */
        @Override
        protected int networkFill(ByteBuffer input) throws IOException {
            return ++reads > READS_IN_A_TURN ? 0 : super.networkFill(input);
        }

        @Override
        protected SSLEngineResult unwrap(SSLEngine engine, ByteBuffer input, ByteBuffer output) throws SSLException {
            int from = output.position();
            SSLEngineResult result = super.unwrap(engine, input, output);
            if (engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING) {
                shaken = shaken || !NO_PROTOCOL_YET.equals(engine.getSession().getProtocol());
                boolean http2 = UnfinishedFrames.PROTOCOL.equals(engine.getApplicationProtocol());
                hold((input.hasRemaining() ? input.capacity() : 0) + (http2 ? unfinished(output, from) : 0));
            }
            return result;
        }

        private long unfinished(ByteBuffer output, int from) {
            if (frames == null) {
                frames = new UnfinishedFrames();
            }
            return frames.afterReading(output, from);
        }

        private synchronized void hold(long bytes) throws SSLException {
            if (bytes == held) {
                return;
            }
            if (!share.hold(bytes)) {
                throw new SSLException("No room for what does not come whole");
            }
            held = bytes;
        }

        @Override
        public void onClose(Throwable cause) {
            super.onClose(cause);
            share.close();
        }
    }
}

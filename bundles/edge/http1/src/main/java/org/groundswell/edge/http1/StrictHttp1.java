package org.groundswell.edge.http1;

import java.util.concurrent.Executor;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.thread.Invocable;

/** Makes Jetty's connections for HTTP/1.1, with a {@link StrictParser} in each. Thread-safe. */
public final class StrictHttp1 extends HttpConnectionFactory {
    /** A browser sends one and waits; whoever sends more at once has them answered in between what others ask. */
    static final int REQUESTS_IN_A_TURN = 8;

    private final int maxFields;
    private final Function<EndPoint, HeadMemory> memory;

    /**
     * @param maxFields how many fields a head may have, and how many the trailers behind a body; more get a 431
     * @param memory    what a connection may hold for heads; asked when one does not come whole
     */
    public StrictHttp1(HttpConfiguration configuration, int maxFields, Function<EndPoint, HeadMemory> memory) {
        super(configuration);
        this.maxFields = maxFields;
        this.memory = memory;
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
        var connection = new StrictConnection(connector, endPoint);
        connection.setUseInputDirectByteBuffers(isUseInputDirectByteBuffers());
        connection.setUseOutputDirectByteBuffers(isUseOutputDirectByteBuffers());
        return configure(connection, connector, endPoint);
    }

    /**
     * Whether so many requests of the connection were answered one after another by the thread that reads them that
     * others should come first; to be asked once for each request.
     */
    public static boolean isTurnOver(Connection connection) {
        return connection instanceof StrictConnection strict && ++strict.inTurn > REQUESTS_IN_A_TURN;
    }

    /** Whether bytes have come that are not the request's that is being answered, or are of its body. */
    public static boolean hasMoreToRead(Connection connection) {
        return connection instanceof StrictConnection strict && !strict.isRequestBufferEmpty();
    }

    private final class StrictConnection extends HttpConnection implements HeadMemory {
        private final HeadMemory held = new LateMemory(() -> memory.apply(getEndPoint()));
        private int inTurn;
        private boolean opening;

        StrictConnection(Connector connector, EndPoint endPoint) {
            super(StrictHttp1.this.getHttpConfiguration(), connector, endPoint);
        }

        @Override
        protected HttpParser newHttpParser(HttpCompliance compliance) {
            HttpParser lenient = super.newHttpParser(compliance);
            var parser = new StrictParser((HttpParser.RequestHandler) lenient.getHandler(),
                    getHttpConfiguration().getRequestHeaderSize(), maxFields, this, compliance);
            parser.setHeaderCacheSize(lenient.getHeaderCacheSize());
            parser.setHeaderCacheCaseSensitive(lenient.isHeaderCacheCaseSensitive());
            return parser;
        }

        @Override
        protected RequestHandler newRequestHandler() {
            return new RefusingHandler();
        }

        /** What came with the connection is read by the thread that has it, where nothing behind it waits. */
        @Override
        public void onOpen() {
            opening = getInvocationType() == Invocable.InvocationType.NON_BLOCKING;
            super.onOpen();
            opening = false;
        }

        @Override
        protected Executor getExecutor() {
            return opening ? Runnable::run : super.getExecutor();
        }

        @Override
        public void onFillable() {
            // With something left to read this is no visitor who has just come, but one whose last request had to wait.
            inTurn = isRequestBufferEmpty() ? 0 : REQUESTS_IN_A_TURN - 1;
            super.onFillable();
        }

        @Override
        public boolean hold(long bytes) {
            return held.hold(bytes);
        }

        @Override
        public void onClose(Throwable cause) {
            super.onClose(cause);
            held.close();
        }

        /** Jetty would make a request of it, ask for a page that says so, and start a thread for both. */
        private final class RefusingHandler extends RequestHandler {

            @Override
            public void badMessage(HttpException failure) {
                Refusal.send(failure.getCode(), getEndPoint(), getConnector().getByteBufferPool());
                throw new RefusedException();
            }
        }
    }

    /** Leaves Jetty's loop, which reads on as long as there is something. */
    private static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RefusedException() {
            super("refused", null, false, false);
        }
    }
}

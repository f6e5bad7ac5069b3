package org.groundswell.edge.http1;

import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.internal.HttpConnection;

/** Makes Jetty's connections for HTTP/1.1, with a {@link StrictParser} in each. Thread-safe. */
public final class StrictHttp1 extends HttpConnectionFactory {

    private final int maxFields;

    /** @param maxFields how many fields a head may have, and how many the trailers behind a body; more get a 431 */
    public StrictHttp1(HttpConfiguration configuration, int maxFields) {
        super(configuration);
        this.maxFields = maxFields;
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
        var connection = new StrictConnection(connector, endPoint);
        connection.setUseInputDirectByteBuffers(isUseInputDirectByteBuffers());
        connection.setUseOutputDirectByteBuffers(isUseOutputDirectByteBuffers());
        return configure(connection, connector, endPoint);
    }

    private final class StrictConnection extends HttpConnection {

        StrictConnection(Connector connector, EndPoint endPoint) {
            super(StrictHttp1.this.getHttpConfiguration(), connector, endPoint);
        }

        @Override
        protected HttpParser newHttpParser(HttpCompliance compliance) {
            HttpParser lenient = super.newHttpParser(compliance);
            var parser = new StrictParser((HttpParser.RequestHandler) lenient.getHandler(),
                    getHttpConfiguration().getRequestHeaderSize(), maxFields, compliance);
            parser.setHeaderCacheSize(lenient.getHeaderCacheSize());
            parser.setHeaderCacheCaseSensitive(lenient.isHeaderCacheCaseSensitive());
            return parser;
        }
    }
}

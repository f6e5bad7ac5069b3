package org.groundswell.edge.listener.http;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.api.server.ServerSessionListener;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;

/**
 * HTTP/2 without the fields of trailers, which RFC 9110 (section 6.5.1) lets a server leave out: nobody here reads them,
 * and a stream whose answer is not taken would hold them until its end.
 */
public final class PlainHttp2 extends HTTP2ServerConnectionFactory {

    public PlainHttp2(HttpConfiguration configuration) {
        super(configuration);
    }

    @Override
    protected ServerSessionListener newSessionListener(Connector connector, EndPoint endPoint) {
        return new WithoutTrailers(endPoint);
    }

    private final class WithoutTrailers extends HTTPServerSessionListener {

        WithoutTrailers(EndPoint endPoint) {
            super(endPoint);
        }

        /** Of a stream that is open already, so these are its trailers. */
        @Override
        public void onHeaders(Stream stream, HeadersFrame frame) {
            super.onHeaders(stream, new HeadersFrame(frame.getStreamId(),
                    new MetaData(HttpVersion.HTTP_2, HttpFields.EMPTY), null, frame.isEndStream()));
        }
    }
}

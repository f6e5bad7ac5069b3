package org.groundswell.edge.listener.handover;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.eclipse.jetty.http.BadMessageException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/** Requests that the process before sends on: whose they are it says, and nobody else can. */
public final class OnwardRequests implements HttpConfiguration.Customizer {
    private final byte[] secret;

    public OnwardRequests(String secret) {
        this.secret = secret.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        HttpFields headers = request.getHeaders();
        String said = headers.get(OnwardHeaders.SECRET);
        if (said == null || !MessageDigest.isEqual(secret, said.getBytes(StandardCharsets.US_ASCII))) {
            throw new BadMessageException("This port is for the node itself");
        }
        HttpFields.Mutable kept = HttpFields.build(headers);
        kept.remove(OnwardHeaders.SECRET);
        kept.remove(OnwardHeaders.VISITOR);
        kept.remove(OnwardHeaders.SCHEME);
        String scheme = headers.get(OnwardHeaders.SCHEME);
        HttpURI uri = HttpURI.build(request.getHttpURI()).scheme(scheme == null ? "http" : scheme).asImmutable();
        return new SentOn(request, uri, kept.asImmutable(), visitor(headers.get(OnwardHeaders.VISITOR)));
    }

    private static InetAddress visitor(String address) {
        try {
            return address == null ? InetAddress.getLoopbackAddress() : InetAddress.ofLiteral(address);
        } catch (IllegalArgumentException e) {
            throw new BadMessageException("This is no visitor's address");
        }
    }

    private static final class SentOn extends Request.Wrapper {
        private final HttpURI uri;
        private final HttpFields headers;
        private final ConnectionMetaData connection;

        SentOn(Request request, HttpURI uri, HttpFields headers, InetAddress visitor) {
            super(request);
            this.uri = uri;
            this.headers = headers;
            connection = new Of(request.getConnectionMetaData(), new InetSocketAddress(visitor, 0), uri);
        }

        @Override
        public HttpURI getHttpURI() {
            return uri;
        }

        @Override
        public HttpFields getHeaders() {
            return headers;
        }

        @Override
        public ConnectionMetaData getConnectionMetaData() {
            return connection;
        }

        @Override
        public boolean isSecure() {
            return connection.isSecure();
        }
    }

    private static final class Of extends ConnectionMetaData.Wrapper {
        private final SocketAddress visitor;
        private final boolean secure;

        Of(ConnectionMetaData connection, SocketAddress visitor, HttpURI uri) {
            super(connection);
            this.visitor = visitor;
            secure = "https".equals(uri.getScheme());
        }

        @Override
        public SocketAddress getRemoteSocketAddress() {
            return visitor;
        }

        @Override
        public boolean isSecure() {
            return secure;
        }
    }
}

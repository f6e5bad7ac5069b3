package org.groundswell.edge.listener.callers;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpScheme;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.HostPort;
import org.groundswell.edge.listener.http.HostName;

/**
 * Decides who is calling, once, for everything behind it: the address of the connection, or what our own proxies say in
 * the one header that is theirs. Every header of this kind ends here, so that nothing behind can believe another one.
 * What cannot be understood is ignored, never an error: a visitor does not answer for what stands in between.
 */
public final class ForwardedRequests implements HttpConfiguration.Customizer {
    private static final String PREFIX = "x-forwarded";
    /** Names by which proxies and hosts of others tell who calls, or what was called. */
    private static final Set<String> OTHERS = Set.of("forwarded", "x-real-ip", "x-client-ip", "client-ip",
            "x-cluster-client-ip", "true-client-ip", "cf-connecting-ip", "cf-connecting-ipv6", "cf-pseudo-ipv4",
            "fastly-client-ip", "x-original-forwarded-for", "x-originating-ip", "x-remote-ip", "x-remote-addr",
            "x-azure-clientip", "x-azure-socketip", "x-envoy-external-address", "x-appengine-user-ip",
            "x-proxyuser-ip", "x-host", "x-original-host", "x-original-url", "x-rewrite-url", "x-proxied-https",
            "proxy-auth-cert", "proxy-ssl-id");

    private final VisitorAddress proxies;
    private final String header;

    /** @param proxies how our proxies say who the visitor is; null where there are none */
    public ForwardedRequests(VisitorAddress proxies) {
        this.proxies = proxies;
        this.header = proxies == null ? "" : proxies.header().toLowerCase(Locale.ROOT);
    }

    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        HttpFields headers = request.getHeaders();
        if (headers.stream().noneMatch(this::isForwarding)) {
            return request;
        }
        HttpFields.Mutable kept = HttpFields.build();
        headers.stream().filter(each -> !isForwarding(each)).forEach(kept::add);
        if (proxies == null) {
            return new Forwarded(request, request.getHttpURI(), kept.asImmutable(), null);
        }
        HttpURI uri = uri(request.getHttpURI(), said(headers, "proto"), said(headers, "host"), kept);
        return new Forwarded(request, uri, kept.asImmutable(), proxies.visitor(headers));
    }

    private boolean isForwarding(HttpField field) {
        String name = field.getLowerCaseName();
        return name.startsWith(PREFIX) || OTHERS.contains(name) || name.equals(header);
    }

    /** The last word is that of the proxy next to us. */
    private String said(HttpFields headers, String what) {
        if (proxies.isForwarded()) {
            return proxies.said(headers, what);
        }
        List<String> lines = headers.getValuesList("X-Forwarded-" + what);
        return lines.isEmpty() ? null : lines.getLast().substring(lines.getLast().lastIndexOf(',') + 1).strip();
    }

    private static HttpURI uri(HttpURI uri, String scheme, String host, HttpFields.Mutable headers) {
        HttpURI.Mutable changed = HttpURI.build(uri);
        if ("https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme)) {
            changed.scheme(scheme.toLowerCase(Locale.ROOT));
        }
        if (host != null && HostName.isValid(host)) {
            var named = new HostPort(host);
            changed.authority(named.getHost(), named.getPort());
            headers.put(HttpHeader.HOST, host);
        }
        return changed.asImmutable();
    }

    private static final class Forwarded extends Request.Wrapper {
        private final HttpURI uri;
        private final HttpFields headers;
        private final ConnectionMetaData connection;

        /** @param visitor null: whoever the connection comes from */
        Forwarded(Request request, HttpURI uri, HttpFields headers, InetAddress visitor) {
            super(request);
            this.uri = uri;
            this.headers = headers;
            this.connection = visitor == null ? request.getConnectionMetaData()
                    : new From(request.getConnectionMetaData(), visitor);
        }

        @Override
        public HttpURI getHttpURI() {
            return uri;
        }

        /** Whether the visitor came by TLS, to the proxy or to us: then what a browser keeps is kept for TLS alone. */
        @Override
        public boolean isSecure() {
            return HttpScheme.HTTPS.is(uri.getScheme()) || super.isSecure();
        }

        @Override
        public HttpFields getHeaders() {
            return headers;
        }

        @Override
        public ConnectionMetaData getConnectionMetaData() {
            return connection;
        }
    }

    private static final class From extends ConnectionMetaData.Wrapper {
        private final InetSocketAddress visitor;

        From(ConnectionMetaData connection, InetAddress visitor) {
            super(connection);
            // Which port it was is nobody's business here.
            this.visitor = new InetSocketAddress(visitor, 0);
        }

        @Override
        public SocketAddress getRemoteSocketAddress() {
            return visitor;
        }
    }
}

package org.groundswell.edge.listener.http;

import org.eclipse.jetty.http.BadMessageException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * Refuses what Jetty lets pass although caches, proxies and bundles in front or behind may take it for something else:
 * a {@code Host} that is none, two that differ, a body in a coding that nobody here undoes.
 */
public final class StrictRequests implements HttpConfiguration.Customizer {

    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        HttpFields headers = request.getHeaders();
        String host = headers.get(HttpHeader.HOST);
        String authority = request.getHttpURI().getAuthority();
        if (host != null && !HostName.isValid(host) || authority != null && !HostName.isValid(authority)) {
            throw new BadMessageException("Host is no name or address");
        }
        String coding = headers.get(HttpHeader.TRANSFER_ENCODING);
        if (coding != null && !coding.equalsIgnoreCase("chunked")) {
            throw new BadMessageException("Transfer-Encoding is not understood");
        }
        return request;
    }
}

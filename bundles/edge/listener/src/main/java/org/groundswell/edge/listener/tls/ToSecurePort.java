package org.groundswell.edge.listener.tls;

import java.net.URI;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.groundswell.edge.listener.servlets.Probes;

/** Sends whoever comes without TLS to the address with TLS; only those who watch the node are answered as they come. */
public final class ToSecurePort extends Handler.Wrapper {
    private final URI base;

    public ToSecurePort(URI base, Handler next) {
        super(next);
        this.base = base;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (request.isSecure() || Probes.isProbe(request)) {
            return super.handle(request, response, callback);
        }
        response.getHeaders().put(HttpHeader.LOCATION, base + request.getHttpURI().getPathQuery());
        response.setStatus(HttpStatus.PERMANENT_REDIRECT_308);
        response.write(true, null, callback);
        return true;
    }
}

package org.groundswell.edge.listener;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.groundswell.edge.listener.published.EncodedSnapshot;
import org.groundswell.edge.listener.published.SecurityHeaders;
import org.groundswell.edge.listener.published.SnapshotStore;

/** Error responses of the public listener: the site's own page, or a plain line before the site is there. */
final class ErrorPages extends ErrorHandler {
    private final SnapshotStore store;
    private final SecurityHeaders security;

    ErrorPages(SnapshotStore store, SecurityHeaders security) {
        this.store = store;
        this.security = security;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        write(request, response, callback, response.getStatus());
        return true;
    }

    void write(Request request, Response response, Callback callback, int status) {
        EncodedSnapshot page = store.table().routes().error(status, request.getHttpURI().getPath(),
                request.getHeaders().get(HttpHeader.ACCEPT_LANGUAGE));
        ByteBuffer body = page == null ? plain(status) : page.identity().bytes();
        HttpFields.Mutable headers = response.getHeaders();
        headers.put(HttpHeader.CONTENT_TYPE,
                page == null ? "text/plain; charset=utf-8" : page.source().contentType());
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
        headers.put(HttpHeader.CONTENT_LENGTH, body.remaining());
        if (!headers.contains("X-Content-Type-Options")) {
            security.addTo(headers);
        }
        response.setStatus(status);
        response.write(true, HttpMethod.HEAD.is(request.getMethod()) ? null : body, callback);
    }

    private static ByteBuffer plain(int status) {
        return ByteBuffer.wrap((status + " " + HttpStatus.getMessage(status) + "\n").getBytes(StandardCharsets.UTF_8));
    }
}

package org.groundswell.edge.listener;

import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Refuses bodies that are too large: at once where the length is announced, otherwise as soon as too much has come.
 * Then the request carries {@link #EXCEEDED}, because a servlet that was reading cannot tell this from other failures.
 */
final class BodyLimit extends Handler.Wrapper {
    static final String EXCEEDED = "org.groundswell.edge.body-too-large";

    private final long maxBytes;

    BodyLimit(long maxBytes, Handler next) {
        super(next);
        this.maxBytes = maxBytes;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (request.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH) > maxBytes) {
            Response.writeError(request, response, callback, HttpStatus.PAYLOAD_TOO_LARGE_413);
            return true;
        }
        return super.handle(new Counting(request), response, callback);
    }

    private final class Counting extends Request.Wrapper {
        private long read;

        Counting(Request request) {
            super(request);
        }

        @Override
        public Content.Chunk read() {
            Content.Chunk chunk = super.read();
            if (chunk == null) {
                return null;
            }
            read += chunk.remaining();
            if (read <= maxBytes) {
                return chunk;
            }
            chunk.release();
            setAttribute(EXCEEDED, Boolean.TRUE);
            return Content.Chunk.from(new HttpException.RuntimeException(HttpStatus.PAYLOAD_TOO_LARGE_413));
        }
    }
}

package org.groundswell.edge.listener;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.content.ByteBufferContentSource;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;

/**
 * Lets a request with a body go on when all of it has come, without a thread or a place of its own until then: whoever
 * sends it slowly, or too much of it, takes nothing from others.
 */
final class WholeBody extends Handler.Wrapper {
    private static final long LONGEST_SECONDS = 10;

    private final long maxBytes;

    WholeBody(long maxBytes, Handler next) {
        super(next);
        this.maxBytes = maxBytes;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (request.getLength() == 0) {
            return super.handle(request, response, callback);
        }
        if (request.getLength() > maxBytes) {
            Response.writeError(request, response, callback, HttpStatus.PAYLOAD_TOO_LARGE_413);
            return true;
        }
        var whole = new Promise.Completable<ByteBuffer>();
        whole.orTimeout(LONGEST_SECONDS, TimeUnit.SECONDS).whenComplete((body, failure) -> {
            if (failure == null) {
                goOn(new Whole(request, body), response, callback);
            } else {
                refuse(request, response, callback, failure);
            }
        });
        Content.Source.asByteBuffer(new Counting(request), whole);
        return true;
    }

    private void goOn(Request request, Response response, Callback callback) {
        try {
            super.handle(request, response, callback);
        } catch (Exception e) {
            Response.writeError(request, response, callback, e);
        }
    }

    private static void refuse(Request request, Response response, Callback callback, Throwable failure) {
        if (failure instanceof TimeoutException) {
            Response.writeError(request, response, callback, HttpStatus.REQUEST_TIMEOUT_408);
        } else if (failure instanceof HttpException known) {
            Response.writeError(request, response, callback, known.getCode());
        } else {
            callback.failed(failure);
        }
    }

    /** Fails as soon as too much has come of a body whose length was not announced. */
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
            return Content.Chunk.from(new HttpException.RuntimeException(HttpStatus.PAYLOAD_TOO_LARGE_413));
        }
    }

    /** The request with its body in memory. */
    private static final class Whole extends Request.Wrapper {
        private final Content.Source content;
        private final long length;

        Whole(Request request, ByteBuffer body) {
            super(request);
            length = body.remaining();
            content = new ByteBufferContentSource(body);
        }

        @Override
        public long getLength() {
            return length;
        }

        @Override
        public Content.Chunk read() {
            return content.read();
        }

        @Override
        public void demand(Runnable demandCallback) {
            content.demand(demandCallback);
        }

        @Override
        public void fail(Throwable failure) {
            content.fail(failure);
        }
    }
}

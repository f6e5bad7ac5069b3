package org.groundswell.edge.listener.servlets;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.groundswell.edge.listener.budgets.Budget;

/**
 * Lets a request with a body go on when all of it has come, without a thread or a place of its own until then: whoever
 * sends it slowly, or too much of it, takes nothing from others. What has come counts against a budget until the
 * request is answered.
 */
public final class WholeBody extends Handler.Wrapper {
    private static final long LONGEST_SECONDS = 10;

    private final int maxBytes;
    private final Budget bodies;

    public WholeBody(int maxBytes, Budget bodies, Handler next) {
        super(next);
        this.maxBytes = maxBytes;
        this.bodies = bodies;
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
        Budget.Share share = bodies.share(request.getConnectionMetaData().getRemoteSocketAddress());
        Request.addCompletionListener(request, _ -> share.close());
        var whole = new CompletableFuture<ByteBuffer>();
        whole.orTimeout(LONGEST_SECONDS, TimeUnit.SECONDS).whenComplete((body, failure) -> {
            if (failure == null) {
                goOn(new WholeRequest(request, body), response, callback);
            } else {
                refuse(request, response, callback, failure);
            }
        });
        new ArrivingBody(request, maxBytes, share, whole).run();
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
            if (known.getCode() == HttpStatus.SERVICE_UNAVAILABLE_503) {
                ServletDispatch.askToComeAgain(request, response, callback);
            } else {
                Response.writeError(request, response, callback, known.getCode());
            }
        } else {
            callback.failed(failure);
        }
    }
}

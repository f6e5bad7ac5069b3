package org.groundswell.edge.listener.servlets;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.groundswell.edge.listener.budgets.Budget;

/**
 * Collects a body as it comes, in one piece: many small chunks take no more than one of their length. Each byte of
 * memory is taken from a share before it is used. Used by one thread at a time.
 */
final class ArrivingBody implements Runnable {
    /** What a request holds beside its body while that is coming: its head, and what the connection needs for it. */
    static final int REQUEST_BYTES = 8 * 1024;
    private static final int LEAST_BYTES = 512;

    private final Content.Source source;
    private final int maxBytes;
    private final Budget.Share share;
    private final CompletableFuture<ByteBuffer> whole;
    private byte[] bytes = {};
    private int length;
    private boolean waiting;

    /**
     * @param maxBytes the longest body there may be
     * @param share    takes what the body needs; keeps what it is long when it is whole
     * @param whole    gets the body, or a failure: an {@link HttpException} where the sender is to be told
     */
    ArrivingBody(Content.Source source, int maxBytes, Budget.Share share, CompletableFuture<ByteBuffer> whole) {
        this.source = source;
        this.maxBytes = maxBytes;
        this.share = share;
        this.whole = whole;
    }

    @Override
    public void run() {
        while (!whole.isDone()) {
            Content.Chunk chunk = source.read();
            if (chunk == null) {
                await();
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                fail(chunk);
                return;
            }
            int status = take(chunk);
            boolean last = chunk.isLast();
            chunk.release();
            if (status != HttpStatus.OK_200) {
                refuse(status);
                return;
            }
            if (last) {
                share.keep(bytes.length);
                whole.complete(ByteBuffer.wrap(bytes, 0, length));
            }
        }
    }

    private void await() {
        if (!waiting && !share.take(REQUEST_BYTES)) {
            refuse(HttpStatus.SERVICE_UNAVAILABLE_503);
            return;
        }
        waiting = true;
        source.demand(this);
    }

    /** Adds the chunk's bytes; returns the status of a refusal, or 200. */
    private int take(Content.Chunk chunk) {
        int more = chunk.remaining();
        if (more > maxBytes - length) {
            return HttpStatus.PAYLOAD_TOO_LARGE_413;
        }
        if (length + more > bytes.length) {
            int size = Math.min(maxBytes, Math.max(length + more, Math.max(LEAST_BYTES, 2 * bytes.length)));
            if (!share.take(size - bytes.length)) {
                return HttpStatus.SERVICE_UNAVAILABLE_503;
            }
            bytes = Arrays.copyOf(bytes, size);
        }
        chunk.getByteBuffer().get(bytes, length, more);
        length += more;
        return HttpStatus.OK_200;
    }

    private void fail(Content.Chunk failure) {
        whole.completeExceptionally(failure.getFailure());
        if (!failure.isLast()) {
            source.fail(failure.getFailure());
        }
    }

    private void refuse(int status) {
        // What has come goes at once, not when the sender has taken the answer.
        bytes = new byte[] {};
        share.keep(0);
        whole.completeExceptionally(new HttpException.RuntimeException(status));
    }
}

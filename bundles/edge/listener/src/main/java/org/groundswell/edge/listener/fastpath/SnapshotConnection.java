package org.groundswell.edge.listener.fastpath;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.groundswell.edge.listener.published.EncodedSnapshot;

/**
 * A visitor's connection on which nothing but pages has been asked for so far: each request is answered with bytes that
 * are ready, and at rest there is nothing of it but this object. With the first request that is not plain, Jetty's own
 * connection takes over, from that request on and for good.
 */
final class SnapshotConnection extends AbstractConnection implements Connection.UpgradeFrom {
    private static final int BUFFER_BYTES = 8 * 1024;

    private final Connector connector;
    private final ReadyPages pages;
    private final ConnectionFactory next;
    private final Callback readable = new Readable();
    /**
     * What was read and is not answered yet; null at rest. Left alone as long as requests come whole: the collector
     * looks at each old object whose references were changed.
     */
    private RetainableByteBuffer kept;
    /** As the next one read by another thread, too, which may see it late. */
    private long requests;
    private long bytesIn;

    /** @param next makes the connection that takes over */
    SnapshotConnection(EndPoint endPoint, Connector connector, ReadyPages pages, ConnectionFactory next) {
        super(endPoint, connector.getExecutor());
        this.connector = connector;
        this.pages = pages;
        this.next = next;
    }

    @Override
    public void onOpen() {
        super.onOpen();
        getEndPoint().fillInterested(readable);
    }

    @Override
    public void onFillable() {
        long began = System.nanoTime();
        RetainableByteBuffer buffer = kept == null
                ? connector.getByteBufferPool().acquire(BUFFER_BYTES, true) : kept;
        try {
            int filled = getEndPoint().fill(buffer.getByteBuffer());
            if (filled < 0) {
                end(buffer);
                return;
            }
            bytesIn += filled;
            answer(buffer, began);
        } catch (IOException e) {
            end(buffer);
        }
    }

    /** Answers what the buffer has, as long as each answer goes out at once. */
    private void answer(RetainableByteBuffer buffer, long began) throws IOException {
        ByteBuffer in = buffer.getByteBuffer();
        var head = new RequestHead();
        while (in.hasRemaining()) {
            switch (head.read(in)) {
                case UNFINISHED -> {
                    awaitMore(buffer);
                    return;
                }
                case UNUSUAL -> {
                    takeOver(buffer);
                    return;
                }
                case PLAIN -> {
                    EncodedSnapshot page = pages.find(head);
                    ByteBuffer response = page == null ? null : pages.response(page, head);
                    if (response == null) {
                        // Read, but not answered: the next connection reads it again.
                        in.position(head.begin());
                        takeOver(buffer);
                        return;
                    }
                    requests++;
                    boolean out = getEndPoint().flush(response);
                    pages.answered(page, head, getEndPoint().getRemoteSocketAddress(), System.nanoTime() - began);
                    if (!out) {
                        kept = buffer;
                        getEndPoint().write(Callback.from(this::goOn, _ -> end(kept)), response);
                        return;
                    }
                }
            }
        }
        release(buffer);
        getEndPoint().fillInterested(readable);
    }

    /** A slow reader has taken the rest of an answer. */
    private void goOn() {
        try {
            answer(kept, System.nanoTime());
        } catch (IOException e) {
            end(kept);
        }
    }

    private void awaitMore(RetainableByteBuffer buffer) {
        BufferUtil.compact(buffer.getByteBuffer());
        if (BufferUtil.space(buffer.getByteBuffer()) == 0) {
            // No browser's: Jetty says what is too long.
            takeOver(buffer);
        } else {
            kept = buffer;
            getEndPoint().fillInterested(readable);
        }
    }

    private void takeOver(RetainableByteBuffer buffer) {
        kept = buffer;
        getEndPoint().upgrade(next.newConnection(connector, getEndPoint()));
    }

    @Override
    public ByteBuffer onUpgradeFrom() {
        ByteBuffer left = BufferUtil.copy(kept.getByteBuffer());
        release(kept);
        return left;
    }

    @Override
    public long getMessagesIn() {
        return requests;
    }

    @Override
    public long getBytesIn() {
        return bytesIn;
    }

    private void end(RetainableByteBuffer buffer) {
        if (buffer != null) {
            release(buffer);
        }
        close();
    }

    private void release(RetainableByteBuffer buffer) {
        if (kept != null) {
            kept = null;
        }
        buffer.release();
    }

    /** Runs on the thread that saw the bytes come: nothing here waits. */
    private final class Readable implements Callback {

        @Override
        public void succeeded() {
            onFillable();
        }

        @Override
        public void failed(Throwable cause) {
            end(kept);
        }

        @Override
        public InvocationType getInvocationType() {
            return InvocationType.NON_BLOCKING;
        }
    }
}

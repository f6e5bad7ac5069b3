package org.groundswell.edge.listener.fastpath;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.groundswell.edge.http1.Refusal;
import org.groundswell.edge.listener.budgets.Budget;
import org.groundswell.edge.listener.budgets.TurnLine;
import org.groundswell.edge.listener.budgets.WatchedConnector;
import org.groundswell.edge.listener.published.EncodedSnapshot;

/**
 * A visitor's connection on which nothing but pages has been asked for so far: each request is answered with bytes that
 * are ready, and at rest there is nothing of it but this object. With the first request that is not plain, Jetty's own
 * connection takes over, from that request on and for good. Whoever asks for much at once has some of it answered, then
 * others come first. What is kept of requests meanwhile, or because it has not come whole, counts against a budget.
 */
final class SnapshotConnection extends AbstractConnection implements Connection.UpgradeFrom, WatchedConnector.Light {
    private static final int BUFFER_BYTES = 8 * 1024;
    /** A browser sends one request and waits. */
    private static final int ANSWERS_IN_A_TURN = 8;
    /** By the thread that sees bytes come: the first turns of a crowd are many. */
    private static final int ANSWERS_WHILE_OTHERS_WAIT = 1;

    private final Connector connector;
    private final ReadyPages pages;
    private final ConnectionFactory next;
    private final Budget budget;
    private final TurnLine line;
    private final Callback readable = new Readable();
    /**
     * What was read and is not answered yet, with what it takes of the budget; null at rest. Left alone as long as
     * requests come whole: the collector looks at each old object whose references were changed.
     */
    private Kept kept;
    /** As the next one read by another thread, too, which may see it late. */
    private long requests;
    private long bytesIn;

    /** As its factory says. */
    SnapshotConnection(EndPoint endPoint, Connector connector, ReadyPages pages, ConnectionFactory next, Budget budget,
            TurnLine line) {
        super(endPoint, connector.getExecutor());
        this.connector = connector;
        this.pages = pages;
        this.next = next;
        this.budget = budget;
        this.line = line;
    }

    private record Kept(RetainableByteBuffer buffer, Budget.Share share) {
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
                ? connector.getByteBufferPool().acquire(BUFFER_BYTES, true) : kept.buffer;
        try {
            int filled = getEndPoint().fill(buffer.getByteBuffer());
            if (filled < 0) {
                end(buffer);
                return;
            }
            bytesIn += filled;
            answer(buffer, began, line.isBusy() ? ANSWERS_WHILE_OTHERS_WAIT : ANSWERS_IN_A_TURN);
        } catch (IOException e) {
            end(buffer);
        }
    }

    /** Answers what the buffer has, as long as each answer goes out at once and it is this connection's turn. */
    private void answer(RetainableByteBuffer buffer, long began, int most) throws IOException {
        ByteBuffer in = buffer.getByteBuffer();
        var head = new RequestHead();
        for (int answers = 0; in.hasRemaining(); answers++) {
            if (answers == most) {
                giveWay(buffer);
                return;
            }
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
                    EncodedSnapshot page = pages.find(head, getEndPoint());
                    EncodedSnapshot.Variant body = page == null ? null : pages.body(page, head);
                    if (body == null) {
                        // Read, but not answered: the next connection reads it again.
                        in.position(head.begin());
                        takeOver(buffer);
                        return;
                    }
                    requests++;
                    ByteBuffer response = pages.response(body);
                    boolean out = getEndPoint().flush(response);
                    pages.answered(page, head, getEndPoint().getRemoteSocketAddress(), System.nanoTime() - began);
                    if (!out) {
                        awaitReader(buffer, page, body, body.rest(response));
                        return;
                    }
                }
            }
        }
        release(buffer);
        getEndPoint().fillInterested(readable);
    }

    /** Who has more to be answered waits for its turn, as well when the rest of an answer was taken. */
    private void giveWay(RetainableByteBuffer buffer) {
        if (!isKept(buffer)) {
            end(buffer);
            return;
        }
        try {
            line.add(getEndPoint().getRemoteSocketAddress(), this::goOn);
        } catch (RejectedExecutionException e) {
            // The port is being closed.
            end(buffer);
        }
    }

    /** A slow reader keeps what it has asked for behind this answer, and where that is nothing, nothing. */
    private void awaitReader(RetainableByteBuffer buffer, EncodedSnapshot page, EncodedSnapshot.Variant body,
            ByteBuffer[] rest) {
        Callback then;
        if (!buffer.hasRemaining()) {
            release(buffer);
            then = Callback.from(() -> getEndPoint().fillInterested(readable), _ -> close());
        } else if (isKept(buffer)) {
            then = Callback.from(() -> giveWay(buffer), _ -> end(buffer));
        } else {
            end(buffer);
            return;
        }
        getEndPoint().write(pages.unfinished(page, body, getEndPoint(), then), rest);
    }

    /** It is this connection's turn again. */
    private void goOn() {
        try {
            answer(kept.buffer, System.nanoTime(), ANSWERS_IN_A_TURN);
        } catch (IOException e) {
            end(kept.buffer);
        }
    }

    private void awaitMore(RetainableByteBuffer buffer) {
        BufferUtil.compact(buffer.getByteBuffer());
        if (BufferUtil.space(buffer.getByteBuffer()) == 0) {
            refuse(buffer, RequestHead.tooLarge(buffer.getByteBuffer()));
        } else if (!isKept(buffer)) {
            refuse(buffer, HttpStatus.SERVICE_UNAVAILABLE_503);
        } else {
            getEndPoint().fillInterested(readable);
        }
    }

    private void refuse(RetainableByteBuffer buffer, int status) {
        release(buffer);
        Refusal.send(status, getEndPoint(), connector.getByteBufferPool());
    }

    private boolean isKept(RetainableByteBuffer buffer) {
        if (kept != null) {
            return true;
        }
        Budget.Share share = budget.share(getEndPoint().getRemoteSocketAddress());
        kept = share.take(BUFFER_BYTES) ? new Kept(buffer, share) : null;
        return kept != null;
    }

    private void takeOver(RetainableByteBuffer buffer) {
        // With what is left in it; there is no way to hand it over otherwise.
        kept = new Kept(buffer, kept == null ? budget.share() : kept.share);
        getEndPoint().upgrade(next.newConnection(connector, getEndPoint()));
    }

    @Override
    public ByteBuffer onUpgradeFrom() {
        ByteBuffer left = BufferUtil.copy(kept.buffer.getByteBuffer());
        release(kept.buffer);
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
            kept.share.close();
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
            end(kept == null ? null : kept.buffer);
        }

        @Override
        public InvocationType getInvocationType() {
            return InvocationType.NON_BLOCKING;
        }
    }
}

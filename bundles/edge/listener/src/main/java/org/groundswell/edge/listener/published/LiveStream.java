package org.groundswell.edge.listener.published;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * One open event stream. A reader that is slower than the changes gets the newest state when it is ready again, never
 * a backlog; so a slow reader holds one waiting event at most. Thread-safe.
 */
final class LiveStream {
    private final String path;
    private final EndPoint visitor;
    private final Response response;
    private final Callback whole;
    private final Consumer<LiveStream> onEnd;
    private boolean writing;
    private boolean ended;
    /** Whether the end waits for what is on its way: Jetty takes one write at a time. */
    private boolean ending;
    private byte[] waiting;

    LiveStream(String path, EndPoint visitor, Response response, Callback whole, Consumer<LiveStream> onEnd) {
        this.path = path;
        this.visitor = visitor;
        this.response = response;
        this.whole = whole;
        this.onEnd = onEnd;
    }

    String path() {
        return path;
    }

    EndPoint visitor() {
        return visitor;
    }

    void send(byte[] event) {
        synchronized (this) {
            if (ended) {
                return;
            }
            if (writing) {
                waiting = event;
                return;
            }
            writing = true;
        }
        write(event);
    }

    void sendIfIdle(byte[] event) {
        synchronized (this) {
            if (ended || writing) {
                return;
            }
            writing = true;
        }
        write(event);
    }

    /** Finishes the response properly, after what is on its way, so that the browser reconnects at once. */
    void end() {
        boolean now;
        synchronized (this) {
            if (ended) {
                return;
            }
            ending = writing;
            now = !writing;
            markEnded();
        }
        onEnd.accept(this);
        if (now) {
            finish();
        }
    }

    /** Ends the stream for whoever reads it: something of ours went wrong, or the reader has gone. */
    void fail(Throwable cause) {
        boolean first;
        synchronized (this) {
            first = !ended;
            if (!first && !ending) {
                return;
            }
            ending = false;
            markEnded();
        }
        if (first) {
            onEnd.accept(this);
        }
        whole.failed(cause);
    }

    private void write(byte[] event) {
        response.write(false, ByteBuffer.wrap(event), Callback.from(this::written, this::fail));
    }

    private void written() {
        byte[] next;
        boolean last;
        synchronized (this) {
            next = waiting;
            waiting = null;
            writing = next != null;
            last = ending;
            ending = false;
        }
        if (last) {
            finish();
        } else if (next != null) {
            write(next);
        }
    }

    private void finish() {
        response.write(true, null, whole);
    }

    private void markEnded() {
        ended = true;
        waiting = null;
    }
}

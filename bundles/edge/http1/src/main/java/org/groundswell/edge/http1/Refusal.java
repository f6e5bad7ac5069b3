package org.groundswell.edge.http1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * Says no to what has not become a request, and ends the connection: with bytes that need no page, no request and no
 * thread, so that what is refused costs the node less than what it answers.
 */
public final class Refusal {
    /** Whoever sends while the connection is closed finds it reset, and may never read why. */
    private static final int READS = 8;
    private static final int BUFFER_BYTES = 8 * 1024;
    private static final String RETRY = "Retry-After: 2\r\n";

    private Refusal() {
    }

    /** On the thread that has read from the connection. */
    public static void send(int status, EndPoint endPoint, ByteBufferPool buffers) {
        endPoint.write(Callback.NOOP, bytes(status));
        takeRest(endPoint, buffers);
        // What is not on its way by now is nobody's who reads.
        endPoint.close();
    }

    private static ByteBuffer bytes(int status) {
        String body = status + " " + HttpStatus.getMessage(status) + "\n";
        String retry = status == HttpStatus.SERVICE_UNAVAILABLE_503 ? RETRY : "";
        return ByteBuffer.wrap(("HTTP/1.1 " + status + " " + HttpStatus.getMessage(status) + "\r\n"
                + "Content-Type: text/plain; charset=utf-8\r\nX-Content-Type-Options: nosniff\r\n"
                + "Cache-Control: no-store\r\n" + retry + "Connection: close\r\nContent-Length: " + body.length()
                + "\r\n\r\n" + body).getBytes(StandardCharsets.US_ASCII));
    }

    private static void takeRest(EndPoint endPoint, ByteBufferPool buffers) {
        RetainableByteBuffer buffer = buffers.acquire(BUFFER_BYTES, true);
        try {
            for (int i = 0; i < READS && endPoint.fill(buffer.getByteBuffer()) > 0; i++) {
                BufferUtil.clear(buffer.getByteBuffer());
            }
        } catch (IOException e) {
            // Gone: there is nobody to be told.
        } finally {
            buffer.release();
        }
    }
}

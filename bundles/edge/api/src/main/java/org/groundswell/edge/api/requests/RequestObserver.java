package org.groundswell.edge.api.requests;

import java.net.InetAddress;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Whiteboard: is told of every answered request on the public listener, some milliseconds later, in an order that is
 * nearly that of the answers. Each observer has one thread of its own, on which all its calls are made; no visitor waits
 * for it. One that is slower than the requests come is not told of some of them; the log then says of how many.
 */
@ConsumerType
public interface RequestObserver {

    /** What was asked for. */
    enum Kind {
        PAGE, ASSET, DATA, STREAM, SERVLET, ERROR,
        /** Whether the node is fit, which programs ask every few seconds: {@code /healthz}, {@code /readyz}. */
        PROBE,
        /** Something that was not there yet, while the node was starting: whoever asked was told to come again. */
        START
    }

    /**
     * @param kind          what was asked for
     * @param status        the HTTP status of the answer
     * @param durationNanos from the first byte of the request to the end of its handling; 0 for a stream
     * @param client        the visitor's address; not to be stored
     * @param userAgent     the {@code User-Agent} header, or an empty string; not to be stored
     */
    void answered(Kind kind, int status, long durationNanos, InetAddress client, String userAgent);
}

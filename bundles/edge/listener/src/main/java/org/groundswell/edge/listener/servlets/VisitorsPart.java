package org.groundswell.edge.listener.servlets;

import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.nio.channels.ClosedChannelException;
import java.util.OptionalInt;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.QuietException;

/** What of a failure is the visitor's doing: a request that cannot be read, or a visitor who has gone or stands still. */
final class VisitorsPart {
    /** As Jetty says it; a gateway that takes too long says something else. */
    private static final String STANDS_STILL = "Idle timeout";

    /** As Jetty's HTTP/2 says it to who writes to a stream that its visitor has ended; a file that ends says something else. */
    private static final String RESET = "reset";

    private VisitorsPart() {
    }

    /**
     * The status for what a visitor did, or none where the failure is the node's own.
     *
     * @param committed whether the answer is on its way already
     */
    static OptionalInt status(Throwable failure, boolean committed) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            switch (each) {
                case HttpException known -> {
                    return known.getCode() < HttpServletResponse.SC_INTERNAL_SERVER_ERROR
                            ? OptionalInt.of(known.getCode()) : OptionalInt.empty();
                }
                case QuietException _ -> {
                    return OptionalInt.of(HttpServletResponse.SC_BAD_REQUEST);
                }
                case EOFException eof when RESET.equals(eof.getMessage()) -> {
                    return OptionalInt.of(HttpServletResponse.SC_BAD_REQUEST);
                }
                case TimeoutException late when String.valueOf(late.getMessage()).startsWith(STANDS_STILL) -> {
                    return OptionalInt.of(HttpServletResponse.SC_REQUEST_TIMEOUT);
                }
                // What is closed while an answer is written is the visitor's connection, unless somebody stops the thread.
                case ClosedChannelException closed when committed && closed.getClass() == ClosedChannelException.class -> {
                    return OptionalInt.of(HttpServletResponse.SC_BAD_REQUEST);
                }
                default -> {
                }
            }
        }
        return OptionalInt.empty();
    }
}

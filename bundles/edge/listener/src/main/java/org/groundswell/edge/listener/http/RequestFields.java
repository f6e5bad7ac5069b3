package org.groundswell.edge.listener.http;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.server.Request;

/**
 * How many fields the head of a request may have, or its trailers, and what they take of the heap. Browsers send 20 and
 * proxies add 10; a field of three bytes takes a hundred.
 */
public final class RequestFields {
    /** A constant, which the compiler copies: the early port has no Jetty beside it. */
    public static final int MOST = 100;
    private static final int FIELD_BYTES = 96;

    private RequestFields() {
    }

    /** What is held of a request's head as long as it is not answered. */
    public static long heldBytes(Request request) {
        long bytes = request.getHttpURI().toString().length();
        for (HttpField field : request.getHeaders()) {
            bytes += FIELD_BYTES + field.getName().length() + (field.getValue() == null ? 0 : field.getValue().length());
        }
        return bytes;
    }
}

package org.groundswell.edge.api;

import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * One finished response body, the same for everybody except for an optional hole. Immutable.
 *
 * @param path        the request path it answers, absolute and decoded: {@code /en/donate}
 * @param contentType the value of the {@code Content-Type} header
 * @param caching     who may keep a copy; a snapshot with a hole is never kept
 * @param body        the bytes, read-only, in identity encoding; the edge adds the other encodings
 * @param keyOffset   where in the body each response gets a fresh form key of {@link #KEY_LENGTH} bytes, or
 *                    {@link #NO_KEY}; the bytes that stand there are replaced
 * @param servletOnQuery whether a request with a query string goes to a servlet of the same path instead, because it
 *                    asks for something personal
 */
public record Snapshot(String path, String contentType, Caching caching, ByteBuffer body, int keyOffset,
        boolean servletOnQuery) {

    /** The length of a form key: a UUID in its text form (RFC 9562, section 4). */
    public static final int KEY_LENGTH = 36;
    /** The offset of a body without a hole. */
    public static final int NO_KEY = -1;

    public Snapshot {
        Objects.requireNonNull(contentType, "contentType");
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("path '" + path + "' must start with a slash");
        }
        if (keyOffset != NO_KEY && (keyOffset < 0 || keyOffset + KEY_LENGTH > body.remaining())) {
            throw new IllegalArgumentException("keyOffset " + keyOffset + " is outside the body of " + path);
        }
        if (keyOffset != NO_KEY && caching != Caching.NEVER) {
            throw new IllegalArgumentException(path + " holds a visitor's form key and must not be cached");
        }
        var copy = ByteBuffer.allocate(body.remaining()).put(body.duplicate()).flip();
        body = copy.asReadOnlyBuffer();
    }

    /** A snapshot that is the same for everybody. */
    public static Snapshot of(String path, String contentType, Caching caching, byte[] body) {
        return new Snapshot(path, contentType, caching, ByteBuffer.wrap(body), NO_KEY, false);
    }

    /** A page whose form gets a fresh key in each response. */
    public static Snapshot withKey(String path, String contentType, byte[] body, int keyOffset) {
        return new Snapshot(path, contentType, Caching.NEVER, ByteBuffer.wrap(body), keyOffset, false);
    }

    /** A page that a servlet of the same path answers in person as soon as the request carries a query string. */
    public Snapshot personalOnQuery() {
        return new Snapshot(path, contentType, caching, body, keyOffset, true);
    }
}

package org.groundswell.edge.api.snapshots;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Set;
import org.groundswell.edge.api.Caching;
import org.jspecify.annotations.Nullable;

/**
 * One finished response body, the same for everybody except for an optional hole. Immutable.
 *
 * @param path        the request path it answers, absolute and decoded: {@code /en/donate}
 * @param contentType the value of the {@code Content-Type} header
 * @param caching     who may keep a copy; a snapshot with a hole is never kept
 * @param body        the bytes, read-only, in identity encoding; the edge adds the other encodings
 * @param keyOffset   where in the body each response gets a fresh form key of {@link #KEY_LENGTH} bytes, or
 *                    {@link #NO_KEY}; the bytes that stand there are replaced
 * @param personalParameter a request with this query parameter asks for something personal and goes to a servlet of
 *                    the same path instead; empty where there is none
 * @param fillingParameters a request with one of these query parameters is better answered by a servlet of the same
 *                    path; where that has no place at the moment, or the query cannot be read, this is good enough
 * @param forOtherSites whether pages of other sites may show it in a frame and read it by script; such a page runs no
 *                    script and sends no form
 */
public record Snapshot(String path, String contentType, Caching caching, ByteBuffer body, int keyOffset,
        String personalParameter, Set<String> fillingParameters, boolean forOtherSites) {

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
        if (keyOffset != NO_KEY && forOtherSites) {
            throw new IllegalArgumentException(path + " holds a visitor's form key and is for nobody else");
        }
        var copy = ByteBuffer.allocate(body.remaining()).put(body.duplicate()).flip();
        body = copy.asReadOnlyBuffer();
        fillingParameters = Set.copyOf(fillingParameters);
    }

    /** A snapshot for this site's own pages. */
    public Snapshot(String path, String contentType, Caching caching, ByteBuffer body, int keyOffset,
            String personalParameter, Set<String> fillingParameters) {
        this(path, contentType, caching, body, keyOffset, personalParameter, fillingParameters, false);
    }

    /** A snapshot that no query fills. */
    public Snapshot(String path, String contentType, Caching caching, ByteBuffer body, int keyOffset,
            String personalParameter) {
        this(path, contentType, caching, body, keyOffset, personalParameter, Set.of());
    }

    /** A snapshot that is the same for everybody. */
    public static Snapshot of(String path, String contentType, Caching caching, byte[] body) {
        return new Snapshot(path, contentType, caching, ByteBuffer.wrap(body), NO_KEY, "");
    }

    /** A page whose form gets a fresh key in each response. */
    public static Snapshot withKey(String path, String contentType, byte[] body, int keyOffset) {
        return new Snapshot(path, contentType, Caching.NEVER, ByteBuffer.wrap(body), keyOffset, "");
    }

    /** A view of the bytes, read-only, with a position of the caller's own. */
    @Override
    public ByteBuffer body() {
        return body.duplicate();
    }

    /** A copy of the body. */
    public byte[] bytes() {
        byte[] bytes = new byte[body.remaining()];
        body.duplicate().get(bytes);
        return bytes;
    }

    /** The same snapshot, but a servlet of the same path answers requests with this query parameter. */
    public Snapshot personalWith(String parameter) {
        return new Snapshot(path, contentType, caching, body, keyOffset, parameter, fillingParameters, forOtherSites);
    }

    /** The same snapshot, but a servlet of the same path answers requests with one of these parameters while it can. */
    public Snapshot filledBy(Set<String> parameters) {
        return new Snapshot(path, contentType, caching, body, keyOffset, personalParameter, parameters, forOtherSites);
    }

    /**
     * The same snapshot, which pages of other sites may show and read.
     *
     * @throws IllegalArgumentException if it has a visitor's form key, which is nobody else's to read
     */
    public Snapshot openToOtherSites() {
        return new Snapshot(path, contentType, caching, body, keyOffset, personalParameter, fillingParameters, true);
    }

    /** Whether a request with this query string (null where it has none) asks for something personal. */
    public boolean isPersonal(@Nullable String query) {
        return query != null && !personalParameter.isEmpty() && names(query, personalParameter);
    }

    /** Whether a servlet of the same path answers a request with this query string (or null) better. */
    public boolean isFilledBy(@Nullable String query) {
        return query != null && fillingParameters.stream().anyMatch(each -> names(query, each));
    }

    private static boolean names(String query, String parameter) {
        return query.startsWith(parameter + "=") || query.contains("&" + parameter + "=");
    }
}

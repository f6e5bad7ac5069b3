package org.groundswell.edge.listener.published;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.groundswell.edge.api.Caching;
import org.groundswell.edge.api.requests.RequestObserver.Kind;
import org.groundswell.edge.api.snapshots.Snapshot;

/**
 * A snapshot made ready to be sent: everything that can be computed once is computed here, so that a request only
 * chooses between finished headers and bytes.
 */
public final class EncodedSnapshot {
    private final Snapshot source;
    private final Variant identity;
    private final Variant gzip;
    private final KeyedBody keyed;
    private final Kind kind;
    private final HttpField[] headers;

    EncodedSnapshot(Snapshot source) {
        this.source = source;
        byte[] body = source.bytes();
        boolean hasKey = source.keyOffset() != Snapshot.NO_KEY;
        byte[] packed = !hasKey && compressible(source.contentType()) ? Gzip.compress(body) : body;
        String tag = hasKey ? null : digest(body);
        keyed = hasKey ? new KeyedBody(body, source.keyOffset()) : null;
        kind = kindOf(source);
        headers = PageHeaders.of(source).entrySet().stream()
                .map(each -> new PreEncodedHttpField(each.getKey(), each.getValue())).toArray(HttpField[]::new);
        identity = new Variant(body, tag, null, headers, source.forOtherSites());
        gzip = packed.length < body.length ? new Variant(packed, tag, "gzip", headers, source.forOtherSites()) : null;
    }

    /** The variant for a client that accepts this, or null where none is right for it. */
    public Variant accepted(AcceptEncoding accepted) {
        return accepted.gzip() && gzip != null ? gzip : accepted.identity() ? identity : null;
    }

    public Snapshot source() {
        return source;
    }

    public Kind kind() {
        return kind;
    }

    /** Fields that every variant has. */
    public HttpField[] headers() {
        return headers;
    }

    public Variant identity() {
        return identity;
    }

    /** Whether each visitor gets a body with a key of its own. */
    public boolean isKeyed() {
        return keyed != null;
    }

    /** The body with this key. */
    public ByteBuffer body(byte[] key, boolean packed) {
        return packed ? keyed.gzip(key) : keyed.identity(key);
    }

    /** The body in one encoding. */
    public static final class Variant {
        private final ByteBuffer bytes;
        private final String etag;
        private final HttpField[] headers;
        private final ReadyResponse ready;

        private Variant(byte[] body, String tag, String encoding, HttpField[] common, boolean framed) {
            // A direct buffer goes to the socket without a copy.
            bytes = ByteBuffer.allocateDirect(body.length).put(body).flip().asReadOnlyBuffer();
            // Each encoding has a tag of its own: they are different bytes (RFC 9110, section 8.8.3.3).
            etag = tag == null ? null : encoding == null ? '"' + tag + '"' : '"' + tag + '-' + encoding + '"';
            var length = new PreEncodedHttpField(HttpHeader.CONTENT_LENGTH, Integer.toString(body.length));
            var etagField = etag == null ? null : new PreEncodedHttpField(HttpHeader.ETAG, etag);
            var encodingField = encoding == null ? null
                    : new PreEncodedHttpField(HttpHeader.CONTENT_ENCODING, encoding);
            headers = Stream.of(length, etagField, encodingField)
                    .filter(Objects::nonNull).toArray(HttpField[]::new);
            ready = new ReadyResponse(bytes, common, headers, framed);
        }

        public int length() {
            return bytes.capacity();
        }

        /** The whole response, head and body, as it is in this second (since 1970); a view with a position of its own. */
        public ByteBuffer response(SecurityHeaders security, long second) {
            return ready.bytes(security, second);
        }

        /**
         * What is left of such a response, without holding on to it: a slow reader would keep the bytes of a second, and
         * the next one those of another.
         */
        public ByteBuffer[] rest(ByteBuffer response) {
            int ofHead = Math.max(0, response.remaining() - bytes.capacity());
            ByteBuffer head = ByteBuffer.allocate(ofHead).put(response.slice(response.position(), ofHead)).flip();
            int sent = bytes.capacity() - (response.remaining() - ofHead);
            return new ByteBuffer[] {head, bytes.slice(sent, bytes.capacity() - sent)};
        }

        /** A view of the bytes with a position of its own. */
        public ByteBuffer bytes() {
            return bytes.duplicate();
        }

        /** The quoted entity tag, or null where each response differs. */
        public String etag() {
            return etag;
        }

        public HttpField[] headers() {
            return headers;
        }
    }

    private static boolean compressible(String contentType) {
        return contentType.startsWith("text/") || contentType.startsWith("application/json")
                || contentType.startsWith("image/svg") || contentType.startsWith("application/manifest+json");
    }

    private static Kind kindOf(Snapshot snapshot) {
        // What stands on a page of somebody else is no visit of ours.
        if (snapshot.contentType().startsWith("text/html") && !snapshot.forOtherSites()) {
            return Kind.PAGE;
        }
        return snapshot.caching() == Caching.IMMUTABLE ? Kind.ASSET : Kind.DATA;
    }

    private static String digest(byte[] body) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);
            return HexFormat.of().formatHex(hash, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

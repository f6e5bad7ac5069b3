package org.groundswell.edge.listener.published;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Compresses once, at publishing time, as well as the format allows (RFC 1952). */
final class Gzip {

    private Gzip() {
    }

    static byte[] compress(byte[] body) {
        var out = new ByteArrayOutputStream(body.length / 2 + 64);
        try (var gzip = new BestGzip(out)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return out.toByteArray();
    }

    private static final class BestGzip extends GZIPOutputStream {
        BestGzip(ByteArrayOutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }
}

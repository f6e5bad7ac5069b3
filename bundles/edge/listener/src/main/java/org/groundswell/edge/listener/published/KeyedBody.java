package org.groundswell.edge.listener.published;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.groundswell.edge.api.snapshots.Snapshot;

/**
 * A page with a hole for a form key. What stands before and after the hole is compressed once; a response joins the
 * halves around a stored (uncompressed) block with the key, so that a personal page costs no compression either
 * (RFC 1951, section 3.2.4; a full flush ends on a byte boundary and forgets what came before).
 */
final class KeyedBody {
    private static final byte[] GZIP_HEADER = {0x1f, (byte) 0x8b, Deflater.DEFLATED, 0, 0, 0, 0, 0, 2, (byte) 0xff};
    private static final int STORED_HEADER = 5;
    private static final int TRAILER = 8;

    private final byte[] before;
    private final byte[] after;
    private final byte[] packedBefore;
    private final byte[] packedAfter;

    KeyedBody(byte[] body, int keyOffset) {
        int end = keyOffset + Snapshot.KEY_LENGTH;
        before = Arrays.copyOfRange(body, 0, keyOffset);
        after = Arrays.copyOfRange(body, end, body.length);
        packedBefore = deflate(before, false);
        packedAfter = deflate(after, true);
    }

    /** The body with this key, uncompressed. */
    ByteBuffer identity(byte[] key) {
        return ByteBuffer.allocate(before.length + key.length + after.length).put(before).put(key).put(after).flip();
    }

    /** The body with this key as a gzip stream of one member. */
    ByteBuffer gzip(byte[] key) {
        var out = ByteBuffer.allocate(GZIP_HEADER.length + packedBefore.length + STORED_HEADER + key.length
                + packedAfter.length + TRAILER).order(ByteOrder.LITTLE_ENDIAN);
        out.put(GZIP_HEADER).put(packedBefore);
        out.put((byte) 0).putShort((short) key.length).putShort((short) ~key.length).put(key);
        out.put(packedAfter);
        var crc = new CRC32();
        crc.update(before);
        crc.update(key);
        crc.update(after);
        out.putInt((int) crc.getValue()).putInt(before.length + key.length + after.length);
        return out.flip();
    }

    private static byte[] deflate(byte[] part, boolean last) {
        try (var deflater = new AutoDeflater()) {
            deflater.setInput(part);
            byte[] out = new byte[part.length + part.length / 1000 + 64];
            if (last) {
                deflater.finish();
            }
            int length = deflater.deflate(out, 0, out.length, last ? Deflater.NO_FLUSH : Deflater.FULL_FLUSH);
            return Arrays.copyOf(out, length);
        }
    }

    private static final class AutoDeflater extends Deflater implements AutoCloseable {
        AutoDeflater() {
            super(BEST_COMPRESSION, true);
        }

        @Override
        public void close() {
            end();
        }
    }
}

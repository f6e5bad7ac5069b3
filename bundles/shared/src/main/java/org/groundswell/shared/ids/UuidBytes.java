package org.groundswell.shared.ids;

import java.nio.ByteBuffer;
import java.util.UUID;

/** An id in the sixteen bytes that SQLite keeps of it, the first ones first (RFC 9562, section 4). */
public final class UuidBytes {
    private UuidBytes() {
    }

    public static byte[] of(UUID id) {
        return ByteBuffer.allocate(16).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits())
                .array();
    }

    public static UUID uuid(byte[] bytes) {
        var buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong());
    }
}

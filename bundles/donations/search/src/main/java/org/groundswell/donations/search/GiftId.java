package org.groundswell.donations.search;

import java.nio.ByteBuffer;
import java.util.UUID;

/** A gift's id as it stands in the file. */
final class GiftId {
    private GiftId() {
    }

    static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits())
                .array();
    }

    static UUID uuid(byte[] bytes) {
        var buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong());
    }
}

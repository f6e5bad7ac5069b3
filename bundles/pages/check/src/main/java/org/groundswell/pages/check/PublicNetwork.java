package org.groundswell.pages.check;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** Which addresses are everybody's: a link must not make the node ask what only its own network may. */
final class PublicNetwork {
    /** Of IANA's registries of special addresses; what the JDK knows is not repeated. */
    private static final List<Range> CLOSED = List.of(range(8, 0), range(8, 10), range(10, 100, 64), range(8, 127),
            range(16, 169, 254), range(12, 172, 16), range(24, 192, 0, 0), range(24, 192, 0, 2), range(24, 192, 88, 99),
            range(16, 192, 168), range(15, 198, 18), range(24, 198, 51, 100), range(24, 203, 0, 113), range(4, 224),
            range(4, 240));
    /** Global unicast; of it what leads into version 4, and documentation. */
    private static final Range GLOBAL = range(3, 0x20);
    private static final List<Range> CLOSED_6 = List.of(range(16, 0x20, 0x02), range(23, 0x20, 0x01, 0x00),
            range(32, 0x20, 0x01, 0x0d, 0xb8), range(20, 0x3f, 0xff, 0x00));

    private PublicNetwork() {
    }

    private record Range(int bits, byte[] first) {

        boolean has(byte[] address) {
            for (int i = 0; i < bits; i++) {
                int mask = 0x80 >> i % 8;
                int wanted = i / 8 < first.length ? first[i / 8] & mask : 0;
                if ((address[i / 8] & mask) != wanted) {
                    return false;
                }
            }
            return true;
        }
    }

    private static Range range(int bits, int... first) {
        ByteBuffer bytes = ByteBuffer.allocate(first.length);
        Arrays.stream(first).forEach(each -> bytes.put((byte) each));
        return new Range(bits, bytes.array());
    }

    static boolean has(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            return CLOSED.stream().noneMatch(each -> each.has(bytes));
        }
        return GLOBAL.has(bytes) && CLOSED_6.stream().noneMatch(each -> each.has(bytes));
    }
}

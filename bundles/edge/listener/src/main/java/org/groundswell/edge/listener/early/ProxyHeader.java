package org.groundswell.edge.listener.early;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What HAProxy's PROXY protocol puts before a visitor's bytes (versions 1 and 2 of its specification). Whose connection
 * it is does not matter here; that there is such a header does.
 */
final class ProxyHeader {
    private static final byte[] VERSION_1 = "PROXY ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VERSION_2 = {'\r', '\n', '\r', '\n', 0, '\r', '\n', 'Q', 'U', 'I', 'T', '\n'};
    /** Of version 1, its line break included. */
    private static final int LONGEST_LINE = 107;
    private static final int VERSION_AND_FAMILY = 2;
    private static final int MOST_ADDRESS_BYTES = 4096;
    private static final int PROXIED_2 = 0x20;
    private static final int BYTE = 0xff;

    private ProxyHeader() {
    }

    /** Takes the header and nothing behind it; false where there is none, as whoever goes past the proxy has. */
    static boolean isRead(InputStream in) throws IOException {
        byte[] first = in.readNBytes(VERSION_1.length);
        if (Arrays.equals(first, VERSION_1)) {
            return isLineRead(in);
        }
        byte[] rest = in.readNBytes(VERSION_2.length - first.length);
        return Arrays.equals(first, Arrays.copyOf(VERSION_2, first.length))
                && Arrays.equals(rest, Arrays.copyOfRange(VERSION_2, first.length, VERSION_2.length))
                && areAddressesRead(in);
    }

    private static boolean isLineRead(InputStream in) throws IOException {
        int last = 0;
        for (int length = VERSION_1.length; length < LONGEST_LINE; length++) {
            int each = in.read();
            if (each < 0 || each == '\n') {
                return each == '\n' && last == '\r';
            }
            last = each;
        }
        return false;
    }

    private static boolean areAddressesRead(InputStream in) throws IOException {
        byte[] fixed = in.readNBytes(VERSION_AND_FAMILY + Short.BYTES);
        if (fixed.length < VERSION_AND_FAMILY + Short.BYTES || (fixed[0] & 0xf0) != PROXIED_2) {
            return false;
        }
        int length = (fixed[VERSION_AND_FAMILY] & BYTE) << Byte.SIZE | fixed[VERSION_AND_FAMILY + 1] & BYTE;
        return length <= MOST_ADDRESS_BYTES && in.readNBytes(length).length == length;
    }
}

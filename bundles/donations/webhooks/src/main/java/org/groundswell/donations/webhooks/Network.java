package org.groundswell.donations.webhooks;

import java.net.InetAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses with a common beginning, written as {@code 192.0.2.0/24} (RFC 4632, RFC 4291) or as one address. */
record Network(InetAddress address, int bits) {
    private static final Pattern TEXT = Pattern.compile("([0-9a-fA-F:.]+?)(?:/([0-9]{1,3}))?");

    /** @throws IllegalArgumentException if it is none; says what was expected */
    static Network parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (matcher.matches()) {
            try {
                InetAddress address = InetAddress.ofLiteral(matcher.group(1));
                int longest = address.getAddress().length * Byte.SIZE;
                int bits = matcher.group(2) == null ? longest : Integer.parseInt(matcher.group(2));
                if (bits <= longest) {
                    return new Network(address, bits);
                }
            } catch (IllegalArgumentException e) {
                throw unreadable(text, e);
            }
        }
        throw unreadable(text, null);
    }

    boolean contains(InetAddress other) {
        byte[] mine = address.getAddress();
        byte[] its = other.getAddress();
        if (mine.length != its.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> bit % Byte.SIZE;
            if ((mine[bit / Byte.SIZE] & mask) != (its[bit / Byte.SIZE] & mask)) {
                return false;
            }
        }
        return true;
    }

    private static IllegalArgumentException unreadable(String text, Throwable cause) {
        return new IllegalArgumentException("allowedNetworks: expected addresses or networks such as 10.1.2.0/24 or"
                + " fd00::/8, found '" + text + "'", cause);
    }
}

package org.groundswell.edge.listener.http;

import java.nio.ByteBuffer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What may stand in a {@code Host} header: a name or address that a browser can come by, perhaps with a port. */
public final class HostName {
    private static final int LONGEST = 255;
    private static final int MAX_LABEL = 63;
    private static final int HIGHEST_PORT = 65_535;
    /** As in the DNS; the low line is in names of containers. */
    private static final String LABEL = "[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?";
    private static final Pattern HOST =
            Pattern.compile("(?:" + LABEL + "(?:\\." + LABEL + ")*\\.?|\\[[0-9A-Fa-f:.]{2,45}])(?::([0-9]{1,5}))?");

    private HostName() {
    }

    /** Whether it is one of the usual kind: without brackets, and so short that no label has to be counted. */
    public static boolean isPlain(ByteBuffer in, int from, int to) {
        byte last = '.';
        int at = from;
        for (; at < to && in.get(at) != ':'; at++) {
            byte each = in.get(at);
            boolean mark = each == '.' && last != '-' || each == '-';
            if (!(isLetterOrDigit(each) || mark && last != '.')) {
                return false;
            }
            last = each;
        }
        boolean name = at > from && at - from <= MAX_LABEL && last != '.' && last != '-';
        return name && (at == to || isPort(in, at + 1, to));
    }

    private static boolean isPort(ByteBuffer in, int from, int to) {
        int port = 0;
        for (int at = from; at < to; at++) {
            byte each = in.get(at);
            if (each < '0' || each > '9' || port > HIGHEST_PORT) {
                return false;
            }
            port = port * 10 + each - '0';
        }
        return from < to && port <= HIGHEST_PORT;
    }

    /** Stricter than RFC 9110, section 7.2, which lets names have what neither the DNS nor browsers allow. */
    public static boolean isValid(String text) {
        Matcher host = HOST.matcher(text);
        return text.length() <= LONGEST && host.matches()
                && (host.group(1) == null || Integer.parseInt(host.group(1)) <= HIGHEST_PORT);
    }

    /** Of ASCII. */
    public static boolean isLetterOrDigit(byte each) {
        return each >= 'a' && each <= 'z' || each >= 'A' && each <= 'Z' || each >= '0' && each <= '9';
    }
}

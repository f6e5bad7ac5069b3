package org.groundswell.edge.listener;

import java.nio.ByteBuffer;

/**
 * How a head is written. Jetty takes a line feed alone for the end of a line, and two spaces for one; a proxy in front
 * that does not may see another request there (RFC 9112, sections 2.2 and 3).
 */
final class HeadForm {
    private HeadForm() {
    }

    /** Whether the first head in the buffer, as far as it has come, leaves no doubt. Takes nothing. */
    static boolean isStrict(ByteBuffer in) {
        boolean requestLine = true;
        int lineStart = in.position();
        byte last = 0;
        for (int at = lineStart; at < in.limit(); at++) {
            byte each = in.get(at);
            if (each == '\n') {
                boolean empty = at - lineStart == 1;
                if (last != '\r') {
                    return false;
                }
                if (empty && !requestLine) {
                    return true;
                }
                // Empty lines before a request are left over from the one before.
                requestLine &= empty;
                lineStart = at + 1;
            } else if (requestLine && each == ' ' && last == ' ') {
                return false;
            }
            last = each;
        }
        return true;
    }
}

package org.groundswell.edge.listener.fastpath;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.groundswell.edge.listener.http.HostName;

/** Looks at bytes of a buffer as at text, wherever its position is, and makes a text of them only when it is asked to. */
final class Ascii {
    private static final int CASE = 0x20;

    private Ascii() {
    }

    /** Whether they are these, in whatever capitals. */
    static boolean is(ByteBuffer in, byte[] lowercase, int from, int to) {
        return to - from == lowercase.length && startsWith(in, from, lowercase);
    }

    /** Whether they begin with these, in whatever capitals; capitals that are expected are expected as they are. */
    static boolean startsWith(ByteBuffer in, int from, byte[] expected) {
        for (int i = 0; i < expected.length; i++) {
            byte each = in.get(from + i);
            boolean letter = expected[i] >= 'a' && expected[i] <= 'z';
            if (each != expected[i] && !(letter && (each | CASE) == expected[i])) {
                return false;
            }
        }
        return true;
    }

    static String text(ByteBuffer in, int from, int to) {
        byte[] bytes = new byte[to - from];
        in.get(from, bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Whether it may stand in a path that means what it says. */
    static boolean isOfPlainPath(byte each) {
        return HostName.isLetterOrDigit(each) || each == '/' || each == '.' || each == '-' || each == '_';
    }

    /** Whether it may stand in the usual names of fields. */
    static boolean isOfName(byte each) {
        return HostName.isLetterOrDigit(each) || each == '-' || each == '_';
    }
}

package org.groundswell.shared.forms;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;

/**
 * Whether a query or a form is encoded as it has to be: each percent sign before two hexadecimal digits, and UTF-8 once
 * these are undone (URL Standard, application/x-www-form-urlencoded). Looks at each byte once and keeps nothing, so it
 * costs little however hostile the text is.
 */
public final class FormEncoding {
    private static final int CHUNK = 1024;

    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private final ByteBuffer decoded = ByteBuffer.allocate(CHUNK);
    private final CharBuffer unused = CharBuffer.allocate(CHUNK);

    private FormEncoding() {
    }

    /**
     * @param query as it stands in the address; null where there is none
     * @param most  how many fields there may be
     */
    public static boolean isWellFormed(String query, int most) {
        return query == null || isWellFormed(ByteBuffer.wrap(query.getBytes(StandardCharsets.UTF_8)), most);
    }

    /** The same for a body; leaves the buffer's position where it is. */
    public static boolean isWellFormed(ByteBuffer form, int most) {
        return fields(form) <= most && new FormEncoding().reads(form);
    }

    /** How many fields there are, empty ones too: counted before anything is read, because each of them costs. */
    static int fields(ByteBuffer form) {
        int fields = 1;
        for (int at = form.position(); at < form.limit(); at++) {
            fields += form.get(at) == '&' ? 1 : 0;
        }
        return fields;
    }

    private boolean reads(ByteBuffer form) {
        for (int at = form.position(); at < form.limit(); at++) {
            byte each = form.get(at);
            if (each == '%') {
                if (at + 2 >= form.limit() || digit(form, at + 1) < 0 || digit(form, at + 2) < 0) {
                    return false;
                }
                each = (byte) (digit(form, at + 1) * 16 + digit(form, at + 2));
                at += 2;
            }
            decoded.put(each);
            if (!decoded.hasRemaining() && !isText(false)) {
                return false;
            }
        }
        return isText(true);
    }

    /** Whether what has come so far can be UTF-8, or what has come in all is. */
    private boolean isText(boolean end) {
        decoded.flip();
        unused.clear();
        boolean text = !decoder.decode(decoded, unused, end).isError();
        decoded.compact();
        return text;
    }

    private static int digit(ByteBuffer form, int at) {
        return Character.digit((char) (form.get(at) & 0xff), 16);
    }
}

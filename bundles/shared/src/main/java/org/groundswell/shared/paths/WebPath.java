package org.groundswell.shared.paths;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HexFormat;

/**
 * Paths as people name their files, and as they stand in addresses (RFC 3986, section 2). Names are in one Unicode form:
 * one system writes an accent as a character of its own and another one does not, and readers see no difference.
 */
public final class WebPath {
    /** What stands for itself in a path, beside letters and digits. */
    private static final String PLAIN = "-._~/";
    private static final int ASCII = 0x80;
    private static final int DELETE = 0x7f;
    private static final int HEX_DIGITS = 2;

    private WebPath() {
    }

    /** The name in the one form that all are compared in (Unicode Standard Annex 15, form C). */
    public static String composed(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC);
    }

    /** A path as it stands in an address: every byte that could mean something else is escaped. */
    public static String encoded(String path) {
        var out = new StringBuilder(path.length());
        for (byte each : path.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (each & 0xff);
            if (c < ASCII && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0)) {
                out.append(c);
            } else {
                out.append('%').append(HexFormat.of().withUpperCase().toHexDigits(each));
            }
        }
        return out.toString();
    }

    /**
     * The path that an address means, composed. An address that is not well-formed stays as it is, and so does one that
     * hides a slash, a backslash or a control character: two readers could take it for different paths.
     */
    public static String decoded(String address) {
        if (address.chars().allMatch(each -> each != '%' && each < ASCII)) {
            return address;
        }
        var bytes = new ByteArrayOutputStream();
        int at = 0;
        while (at < address.length()) {
            int next = address.codePointAt(at);
            if (next == '%') {
                int value = escaped(address, at + 1);
                if (value < ' ' || value == '/' || value == '\\' || value == DELETE) {
                    return address;
                }
                bytes.write(value);
                at += 1 + HEX_DIGITS;
            } else {
                bytes.writeBytes(Character.toString(next).getBytes(StandardCharsets.UTF_8));
                at += Character.charCount(next);
            }
        }
        try {
            return composed(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString());
        } catch (CharacterCodingException e) {
            return address;
        }
    }

    /** The byte, or -1 where there are no two digits. */
    private static int escaped(String address, int at) {
        if (at + HEX_DIGITS > address.length() || !HexFormat.isHexDigit(address.charAt(at))
                || !HexFormat.isHexDigit(address.charAt(at + 1))) {
            return -1;
        }
        return HexFormat.fromHexDigits(address, at, at + HEX_DIGITS);
    }
}

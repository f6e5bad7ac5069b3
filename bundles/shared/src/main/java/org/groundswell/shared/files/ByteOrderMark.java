package org.groundswell.shared.files;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The mark that some editors put before a text in UTF-8 (RFC 3629, section 6). It is no part of the text. */
public final class ByteOrderMark {
    private static final String MARK = "\uFEFF";

    private static final byte[] BYTES = MARK.getBytes(StandardCharsets.UTF_8);

    private ByteOrderMark() {
    }

    /** The text without the mark, if it begins with one. */
    public static String removed(String text) {
        return text.startsWith(MARK) ? text.substring(MARK.length()) : text;
    }

    /** The same of a file's bytes. */
    public static byte[] removed(byte[] file) {
        boolean marked = file.length >= BYTES.length && Arrays.equals(file, 0, BYTES.length, BYTES, 0, BYTES.length);
        return marked ? Arrays.copyOfRange(file, BYTES.length, file.length) : file;
    }
}

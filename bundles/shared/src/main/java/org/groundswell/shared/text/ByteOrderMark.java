package org.groundswell.shared.text;

/** The mark that some editors put before a text in UTF-8 (RFC 3629, section 6). It is no part of the text. */
public final class ByteOrderMark {
    private static final String MARK = "\uFEFF";

    private ByteOrderMark() {
    }

    /** The text without the mark, if it begins with one. */
    public static String removed(String text) {
        return text.startsWith(MARK) ? text.substring(MARK.length()) : text;
    }
}

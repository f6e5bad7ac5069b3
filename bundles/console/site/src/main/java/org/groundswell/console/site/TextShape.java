package org.groundswell.console.site;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * How a file writes its text: a browser knows one kind of line end only and no byte order mark, and a file keeps what it has.
 *
 * @param mark    whether it begins with a byte order mark
 * @param lineEnd the first one that it has
 */
record TextShape(boolean mark, String lineEnd) {
    static final TextShape PLAIN = new TextShape(false, "\n");
    private static final String MARK = "\uFEFF";

    /** That of a file; null is none. */
    static TextShape of(byte[] file) {
        String text = file == null ? "" : new String(file, StandardCharsets.UTF_8);
        int at = text.indexOf('\n');
        int alone = text.indexOf('\r');
        String end = alone >= 0 && (at < 0 || alone < at - 1) ? "\r" : alone >= 0 && alone == at - 1 ? "\r\n" : "\n";
        return new TextShape(text.startsWith(MARK), end);
    }

    /** The text of a file with line ends of one kind, or nothing where it is not UTF-8. */
    static Optional<String> text(byte[] file) {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
            return Optional.of(plain(text.startsWith(MARK) ? text.substring(1) : text));
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** With line ends of one kind. */
    static String plain(String text) {
        return text.replace("\r\n", "\n").replace('\r', '\n');
    }

    byte[] bytes(String plain) {
        return ((mark ? MARK : "") + plain.replace("\n", lineEnd)).getBytes(StandardCharsets.UTF_8);
    }
}

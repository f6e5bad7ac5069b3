package org.groundswell.shared.text;

/**
 * Makes what strangers write harmless for whoever reads it in a log, a receipt or a page: control characters (C0 and
 * C1), other line breaks than the common one, and characters that turn the direction of the text around them (Unicode
 * Standard Annex 9: embeddings, overrides, isolates) are no part of a name or a message. Each method takes one pass.
 */
public final class PlainText {
    private static final char NEXT_LINE = '\u0085';

    private PlainText() {
    }

    /** The text as one line: breaks and tabs become one space, nothing at either end is left. */
    public static String oneLine(String text) {
        if (isClean(text, false)) {
            return text.strip();
        }
        var line = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (isBreak(each) || each == '\t') {
                if (!line.isEmpty() && line.charAt(line.length() - 1) != ' ') {
                    line.append(' ');
                }
            } else if (!isHostile(each)) {
                line.append(each);
            }
        }
        return line.toString().strip();
    }

    /** One line that is cut after so many characters; what was cut off is shown by three dots. */
    public static String oneLine(String text, int longest) {
        // A text of any length costs no more than its beginning.
        String line = oneLine(text.length() > 2 * longest ? text.substring(0, 2 * longest) : text);
        if (line.length() <= longest && text.length() <= 2 * longest) {
            return line;
        }
        int end = Math.min(line.length(), longest);
        return line.substring(0, end > 0 && Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end) + "...";
    }

    /** The text with its lines, each ended by {@code \n}, and its tabs; nothing at either end is left. */
    public static String lines(String text) {
        if (isClean(text, true)) {
            return text.strip();
        }
        var lines = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (isBreak(each)) {
                boolean counted = each == '\n' && i > 0 && text.charAt(i - 1) == '\r';
                lines.append(counted ? "" : "\n");
            } else if (each == '\t' || !isHostile(each)) {
                lines.append(each);
            }
        }
        return lines.toString().strip();
    }

    private static boolean isClean(String text, boolean linesAllowed) {
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            boolean allowed = linesAllowed && (each == '\n' || each == '\t');
            if (!allowed && (isBreak(each) || isHostile(each))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBreak(char each) {
        return each >= '\n' && each <= '\r' || each == NEXT_LINE || each == '\u2028' || each == '\u2029';
    }

    private static boolean isHostile(char each) {
        return Character.isISOControl(each) || each >= '\u202a' && each <= '\u202e'
                || each >= '\u2066' && each <= '\u2069';
    }
}

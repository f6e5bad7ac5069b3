package org.groundswell.shared.text;

/**
 * Makes what strangers write harmless for whoever reads it in a log, a receipt or a page: control characters (C0 and
 * C1), other line breaks than the common one, characters that turn the direction of the text around them (Unicode
 * Standard Annex 9: embeddings, overrides, isolates), those that nobody sees (tags, fillers, annotations) and those that
 * are none are no part of a name or a message. What scripts need to join and part their letters is. Each method takes one
 * pass.
 */
public final class PlainText {
    private static final char NEXT_LINE = '\u0085';
    private static final int FIRST_BEYOND_CONTROLS = 0xa0;
    /** Where lines may be broken in Khmer or Thai; a name has no such place. */
    private static final int ZERO_WIDTH_SPACE = 0x200b;
    /** First and last of each range. */
    private static final int[] HOSTILE = {
        // Soft hyphen, and letters that are blank: Hangul's fillers, Khmer's inherent vowels, Mongolian's separator.
        0xad, 0xad, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x180e, 0x180e, 0x3164, 0x3164, 0xffa0, 0xffa0,
        // Turns of direction; signs that join words or stand for invisible mathematics; deprecated ones.
        0x202a, 0x202e, 0x2060, 0x206f,
        // The byte order mark, annotations, and invisible signs of shorthand and music.
        0xfeff, 0xfeff, 0xfff9, 0xfffb, 0x1bca0, 0x1bca3, 0x1d173, 0x1d17a,
        // Halves of characters, what is no character, and tags.
        0xd800, 0xdfff, 0xfdd0, 0xfdef, 0xe0000, 0xe007f};
    private static final int NO_CHARACTER = 0xfffe;

    private PlainText() {
    }

    /** The text as one line: breaks and tabs become one space, nothing at either end is left. */
    public static String oneLine(String text) {
        if (isClean(text, false)) {
            return text.strip();
        }
        var line = new StringBuilder(text.length());
        for (int i = 0, each; i < text.length(); i += Character.charCount(each)) {
            each = text.codePointAt(i);
            if (isBreak(each) || each == '\t') {
                if (!line.isEmpty() && line.charAt(line.length() - 1) != ' ') {
                    line.append(' ');
                }
            } else if (!isHostile(each) && each != ZERO_WIDTH_SPACE) {
                line.appendCodePoint(each);
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
        for (int i = 0, each; i < text.length(); i += Character.charCount(each)) {
            each = text.codePointAt(i);
            if (isBreak(each)) {
                boolean counted = each == '\n' && i > 0 && text.charAt(i - 1) == '\r';
                lines.append(counted ? "" : "\n");
            } else if (each == '\t' || !isHostile(each)) {
                lines.appendCodePoint(each);
            }
        }
        return lines.toString().strip();
    }

    private static boolean isClean(String text, boolean linesAllowed) {
        for (int i = 0, each; i < text.length(); i += Character.charCount(each)) {
            each = text.codePointAt(i);
            boolean allowed = linesAllowed && (each == '\n' || each == '\t');
            if (!allowed && (isBreak(each) || isHostile(each)) || !linesAllowed && each == ZERO_WIDTH_SPACE) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBreak(int each) {
        return each >= '\n' && each <= '\r' || each == NEXT_LINE || each == '\u2028' || each == '\u2029';
    }

    private static boolean isHostile(int each) {
        if (each < FIRST_BEYOND_CONTROLS) {
            return Character.isISOControl(each);
        }
        for (int i = 0; i < HOSTILE.length; i += 2) {
            if (each >= HOSTILE[i] && each <= HOSTILE[i + 1]) {
                return true;
            }
        }
        // The last two of each plane.
        return (each & NO_CHARACTER) == NO_CHARACTER;
    }
}

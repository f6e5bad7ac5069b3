package org.groundswell.shared.forms;

/**
 * How deep the objects and lists of a JSON text stand in one another. Looks at each byte once and keeps nothing, where
 * whoever reads the text may go as deep as it does, and say so at length.
 */
public final class Nesting {
    private Nesting() {
    }

    /** Whether it is deeper than so many; a text that is no JSON is not. */
    public static boolean isDeeper(byte[] text, int most) {
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length; i++) {
            byte each = text[i];
            if (quoted) {
                quoted = each != '"';
                // What it escapes ends no quotation.
                i += each == '\\' ? 1 : 0;
            } else if (each == '"') {
                quoted = true;
            } else if (each == '{' || each == '[') {
                if (++depth > most) {
                    return true;
                }
            } else if (each == '}' || each == ']') {
                depth--;
            } else if (depth == 0 && !isBlank(each)) {
                return false;
            }
        }
        return false;
    }

    private static boolean isBlank(byte each) {
        return each == ' ' || each == '\t' || each == '\n' || each == '\r';
    }
}

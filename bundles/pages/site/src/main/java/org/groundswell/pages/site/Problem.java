package org.groundswell.pages.site;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something in the site folder that has to be mended by a person.
 *
 * @param file    relative to the site folder
 * @param line    counted from 1, or 0 where no line is to blame
 * @param message what was expected and what was found
 */
record Problem(String file, int line, String message) {
    private static final Pattern SAID = Pattern.compile("site/(.+?)(?:, line ([0-9]+))?: (.*)", Pattern.DOTALL);

    /** What {@link #toString} has said; what has no place is said of the folder. */
    static Problem said(String text) {
        Matcher said = SAID.matcher(text);
        return said.matches() ? new Problem(said.group(1), said.group(2) == null ? 0 : Integer.parseInt(said.group(2)),
                said.group(3)) : new Problem(SiteFile.NAME, 0, text);
    }

    @Override
    public String toString() {
        return "site/" + file + (line > 0 ? ", line " + line : "") + ": " + message;
    }
}

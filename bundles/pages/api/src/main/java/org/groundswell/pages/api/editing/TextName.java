package org.groundswell.pages.api.editing;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.groundswell.shared.paths.WebPath;
import org.groundswell.shared.text.PlainText;

/** Which files of the site folder editors may change from elsewhere: pages and translations, nothing else. */
final class TextName {
    private static final Pattern PAGE = Pattern.compile("content/[a-z]{2,3}(-[A-Za-z0-9]{2,8})*/(?<page>.+)\\.md");
    private static final Pattern TRANSLATION = Pattern.compile("translations/[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\\.yaml");
    private static final Pattern IN_NO_ADDRESS = Pattern.compile("[%\\\\\\p{Cntrl}]");
    private static final int MOST_FOLDERS = 10;
    /** Bytes; file systems have names of 255, and while it is written it has another ending. */
    private static final int LONGEST = 200;

    private TextName() {
    }

    static boolean is(String file) {
        if (TRANSLATION.matcher(file).matches()) {
            return true;
        }
        var page = PAGE.matcher(file);
        return page.matches() && isPage(page.group("page"));
    }

    private static boolean isPage(String page) {
        String[] parts = page.split("/", -1);
        if (parts.length > MOST_FOLDERS || IN_NO_ADDRESS.matcher(page).find() || !WebPath.composed(page).equals(page)) {
            return false;
        }
        for (String part : parts) {
            boolean hidden = part.startsWith(".") || part.endsWith("~");
            boolean tooLong = part.getBytes(StandardCharsets.UTF_8).length > LONGEST;
            if (part.isEmpty() || hidden || tooLong || !PlainText.oneLine(part).equals(part)) {
                return false;
            }
        }
        return true;
    }
}

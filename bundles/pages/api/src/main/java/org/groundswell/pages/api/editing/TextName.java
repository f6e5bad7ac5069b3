package org.groundswell.pages.api.editing;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;
import org.groundswell.shared.paths.WebPath;
import org.groundswell.shared.text.PlainText;

/** Which files of the site folder editors may change from elsewhere. */
final class TextName {
    private static final Pattern PAGE = Pattern.compile("content/[a-z]{2,3}(-[A-Za-z0-9]{2,8})*/(?<page>.+)\\.md");
    private static final Pattern TRANSLATION = Pattern.compile("translations/[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\\.yaml");
    private static final Pattern PICTURE = Pattern.compile("assets/(?<name>.+\\.(?i:jpe?g|png|gif|webp|avif))");
    /** What the site is, and its own words. */
    private static final Set<String> SINGLE = Set.of("site.yaml", "words.txt");
    private static final Pattern IN_NO_ADDRESS = Pattern.compile("[%\\\\\\p{Cntrl}]");
    private static final int MOST_FOLDERS = 10;
    /** Bytes; file systems have names of 255, and while it is written it has another ending. */
    private static final int LONGEST = 200;

    private TextName() {
    }

    static boolean is(String file) {
        if (SINGLE.contains(file) || TRANSLATION.matcher(file).matches()) {
            return true;
        }
        var page = PAGE.matcher(file);
        return page.matches() && isName(page.group("page"));
    }

    static boolean isPicture(String file) {
        var picture = PICTURE.matcher(file);
        return picture.matches() && isName(picture.group("name"));
    }

    private static boolean isName(String name) {
        String[] parts = name.split("/", -1);
        if (parts.length > MOST_FOLDERS || IN_NO_ADDRESS.matcher(name).find() || !WebPath.composed(name).equals(name)) {
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

package org.groundswell.pages.site;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses in Markdown that were taken out of a page, since some of their kind run what they hold; and links without one. */
final class RefusedAddresses {
    private static final Pattern REFUSED = Pattern.compile("(?:]\\(|^\\s*\\[[^\\]]+]:|(?<!\\w)(?=<))\\s*<?((?!(?:https?|mailto|tel|sms):)"
            + "[A-Za-z][A-Za-z0-9+.-]*:[^\\s()<>]*(?:\\([^\\s()]*\\)[^\\s()<>]*)*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern NONE = Pattern.compile("]\\(\\s*\\)");
    private static final String ALLOWED = "(https:, mailto:, tel: and sms: they may)";

    private RefusedAddresses() {
    }

    /** @param source of the page of this file */
    static List<Problem> in(String file, String source) {
        var problems = new ArrayList<Problem>();
        List<String> lines = source.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            Matcher refused = REFUSED.matcher(lines.get(i));
            while (refused.find()) {
                problems.add(new Problem(file, i + 1, "'" + refused.group(1) + "' leads nowhere: pages may not have this address "
                        + ALLOWED));
            }
            if (NONE.matcher(lines.get(i)).find()) {
                problems.add(new Problem(file, i + 1, none()));
            }
        }
        return problems;
    }

    /** What is said where nothing tells which address it was. */
    static String none() {
        return "'' leads nowhere: there is no address, or one that pages may not have " + ALLOWED;
    }
}

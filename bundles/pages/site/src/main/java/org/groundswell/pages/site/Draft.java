package org.groundswell.pages.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What the front matter says of being a draft. */
final class Draft {
    private static final String KEY = "draft";
    /** In any capitals, as YAML has them. */
    private static final Set<String> YES = Set.of("yes", "true", "on");
    private static final Set<String> NO = Set.of("no", "false", "off");
    private static final Pattern LINE = Pattern.compile("[\"']?" + KEY + "[\"']?\\s*:.*");

    private Draft() {
    }

    /** Also where it cannot be understood: what is shown to all cannot be taken back. */
    static boolean isOne(Content content) {
        return content.meta().containsKey(KEY) && !NO.contains(said(content));
    }

    /** Drafts of which there can be none, also where they are neither yes nor no: they would be shown. */
    static List<Problem> problems(Map<String, Map<String, Content>> contents) {
        var problems = new ArrayList<Problem>();
        contents.forEach((language, pages) -> pages.forEach((page, content) -> {
            if (isOne(content) && !News.isEntry(page)) {
                problems.add(isUnclear(content) ? unclear(language, page, content) : problem(language, page, content,
                        "only news can be drafts, and this page would be shown: take this line away, or the file out of"
                                + " content/"));
            }
        }));
        return problems;
    }

    /** News that say neither yes nor no: nobody sees them, and all else goes on. */
    static List<Problem> unclear(Map<String, Map<String, Content>> contents) {
        var unclear = new ArrayList<Problem>();
        new TreeMap<>(contents).forEach((language, pages) -> new TreeMap<>(pages).forEach((page, content) -> {
            if (News.isEntry(page) && isUnclear(content)) {
                unclear.add(unclear(language, page, content));
            }
        }));
        return unclear;
    }

    private static boolean isUnclear(Content content) {
        return isOne(content) && !YES.contains(said(content));
    }

    private static Problem unclear(String language, String page, Content content) {
        return problem(language, page, content, "expected yes or no, found '" + content.meta().get(KEY) + "'");
    }

    private static String said(Content content) {
        return content.meta().get(KEY).toLowerCase(Locale.ROOT);
    }

    private static Problem problem(String language, String page, Content content, String message) {
        String file = "content/" + language + "/" + page + ".md";
        return SourceLine.of(Map.of(file, content.source()), LINE.asMatchPredicate())
                .map(line -> line.problem(KEY + ": " + message)).orElse(new Problem(file, 0, KEY + ": " + message));
    }
}

package org.groundswell.pages.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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

    /** Drafts of which there can be none, and what is neither yes nor no. */
    static List<Problem> problems(Map<String, Map<String, Content>> contents) {
        var problems = new ArrayList<Problem>();
        contents.forEach((language, pages) -> pages.forEach((page, content) -> {
            String file = "content/" + language + "/" + page + ".md";
            if (isOne(content) && !YES.contains(said(content))) {
                problems.add(problem(file, content, "expected yes or no, found '" + content.meta().get(KEY) + "'"));
            } else if (isOne(content) && !News.isEntry(page)) {
                problems.add(problem(file, content, "only news can be drafts, and this page would be shown: take this line"
                        + " away, or the file out of content/"));
            }
        }));
        return problems;
    }

    private static String said(Content content) {
        return content.meta().get(KEY).toLowerCase(Locale.ROOT);
    }

    private static Problem problem(String file, Content content, String message) {
        return SourceLine.of(Map.of(file, content.source()), LINE.asMatchPredicate())
                .map(line -> line.problem(KEY + ": " + message)).orElse(new Problem(file, 0, KEY + ": " + message));
    }
}

package org.groundswell.pages.site;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.groundswell.shared.sites.SiteLimits;

/**
 * One Markdown file.
 *
 * @param meta the front matter; has at least {@code title}
 * @param html the text in HTML; raw HTML in the Markdown is shown as text
 * @param source the whole file, in which a mistake is looked for
 */
record Content(Map<String, String> meta, String html, String source) {
    private static final int MOST_DEPTH = 100;
    private static final Pattern MARKS = Pattern.compile("(?m)^(?:[ \\t]*(?:>|[-*+]|[0-9]{1,9}[.)])){" + MOST_DEPTH + ",}");
    private static final String FENCE = "---";
    /** Rows are filled up to the columns of their head. */
    private static final int MOST_CELLS = 100_000;
    private static final Pattern BELOW_HEAD = Pattern.compile("(?m)^[ \\t>]*[|:-][ \\t|:-]*$");

    /** Reads a file that begins with front matter between two lines of three hyphens. */
    static Optional<Content> read(String file, String language, String text, Markdown markdown,
            List<Problem> problems) {
        List<String> lines = text.lines().toList();
        int end = lines.isEmpty() || !lines.getFirst().strip().equals(FENCE) ? -1 : closing(lines);
        if (end < 0) {
            problems.add(new Problem(file, 1, "expected front matter between two lines '---', the first on line 1"));
            return Optional.empty();
        }
        int before = problems.size();
        var yaml = new YamlFile(file, 2, problems);
        Optional<Map<String, String>> meta = yaml.mapping(String.join("\n", lines.subList(1, end))).map(yaml::flat);
        if (meta.isEmpty()) {
            return Optional.empty();
        }
        if (!meta.get().containsKey("title")) {
            // An empty one is said already.
            if (problems.size() == before) {
                problems.add(new Problem(file, 2, "title: expected this key in the front matter, found none"));
            }
            return Optional.empty();
        }
        String body = String.join("\n", lines.subList(end + 1, lines.size()));
        return html(file, body, problems, () -> markdown.html(language, body))
                .map(html -> new Content(meta.get(), html, text));
    }

    private static Optional<String> html(String file, String body, List<Problem> problems, Supplier<String> html) {
        if (body.length() > SiteLimits.MOST_PAGE_CHARACTERS) {
            problems.add(new Problem(file, 0, "expected at most " + SiteLimits.MOST_PAGE_CHARACTERS + " characters, found "
                    + body.length()));
            return Optional.empty();
        }
        if (cells(body) > MOST_CELLS) {
            problems.add(new Problem(file, 0, "expected tables of at most " + MOST_CELLS + " cells"));
            return Optional.empty();
        }
        try {
            if (!MARKS.matcher(body).find()) {
                return Optional.of(html.get());
            }
        } catch (StackOverflowError e) {
            // The library goes down one level of its stack for each level of the text; the problem is the same.
        }
        problems.add(new Problem(file, 0, "expected lists and quotations at most " + MOST_DEPTH + " levels deep"));
        return Optional.empty();
    }

    /** At most so many: the widest table, as long as the text. */
    private static long cells(String body) {
        long columns = BELOW_HEAD.matcher(body).results()
                .mapToLong(row -> 1 + row.group().chars().filter(each -> each == '|').count()).max().orElse(0);
        return columns * body.lines().count();
    }

    private static int closing(List<String> lines) {
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).strip().equals(FENCE)) {
                return i;
            }
        }
        return -1;
    }
}

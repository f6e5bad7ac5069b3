package org.groundswell.pages.site;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * One Markdown file.
 *
 * @param meta the front matter; has at least {@code title}
 * @param html the text in HTML; raw HTML in the Markdown is shown as text
 */
record Content(Map<String, String> meta, String html) {
    private static final int MOST_CHARS = 200_000;
    private static final int MOST_DEPTH = 100;
    private static final Pattern MARKS = Pattern.compile("(?m)^(?:[ \\t]*(?:>|[-*+]|[0-9]{1,9}[.)])){" + MOST_DEPTH + ",}");
    private static final String FENCE = "---";
    private static final Parser PARSER = Parser.builder().build();
    private static final HtmlRenderer RENDERER =
            HtmlRenderer.builder().escapeHtml(true).sanitizeUrls(true).build();

    /** Reads a file that begins with front matter between two lines of three hyphens. */
    static Optional<Content> read(String file, String text, List<Problem> problems) {
        List<String> lines = text.lines().toList();
        int end = lines.isEmpty() || !lines.getFirst().strip().equals(FENCE) ? -1 : closing(lines);
        if (end < 0) {
            problems.add(new Problem(file, 1, "expected front matter between two lines '---', the first on line 1"));
            return Optional.empty();
        }
        var yaml = new YamlFile(file, 2, problems);
        Optional<Map<String, String>> meta = yaml.mapping(String.join("\n", lines.subList(1, end))).map(yaml::flat);
        if (meta.isEmpty()) {
            return Optional.empty();
        }
        if (!meta.get().containsKey("title")) {
            problems.add(new Problem(file, 2, "title: expected this key in the front matter, found none"));
            return Optional.empty();
        }
        return html(file, String.join("\n", lines.subList(end + 1, lines.size())), problems)
                .map(html -> new Content(meta.get(), html));
    }

    private static Optional<String> html(String file, String markdown, List<Problem> problems) {
        if (markdown.length() > MOST_CHARS) {
            problems.add(new Problem(file, 0, "expected at most " + MOST_CHARS + " characters, found "
                    + markdown.length()));
            return Optional.empty();
        }
        try {
            if (!MARKS.matcher(markdown).find()) {
                return Optional.of(RENDERER.render(PARSER.parse(markdown)));
            }
        } catch (StackOverflowError e) {
            // The library goes down one level of its stack for each level of the text; the problem is the same.
        }
        problems.add(new Problem(file, 0, "expected lists and quotations at most " + MOST_DEPTH + " levels deep"));
        return Optional.empty();
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

package org.groundswell.pages.site;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * One Markdown file.
 *
 * @param meta the front matter; has at least {@code title}
 * @param html the text in HTML; raw HTML in the Markdown is shown as text
 */
record Content(Map<String, String> meta, String html) {
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
        Node document = PARSER.parse(String.join("\n", lines.subList(end + 1, lines.size())));
        return Optional.of(new Content(meta.get(), RENDERER.render(document)));
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

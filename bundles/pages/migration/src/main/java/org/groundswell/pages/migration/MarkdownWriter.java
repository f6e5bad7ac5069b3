package org.groundswell.pages.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.parser.Tag;

/**
 * Writes HTML as Markdown (CommonMark with tables), in which the texts of a site are. What Markdown cannot say becomes
 * something near to it, or is left out and noted.
 */
final class MarkdownWriter {
    private static final Set<String> DROPPED = Set.of("script", "style", "noscript", "template", "form", "button", "input",
            "select", "textarea", "svg", "canvas");
    private static final Set<String> FRAMES = Set.of("iframe", "video", "audio", "embed", "object");
    private static final Set<String> BLOCKS = Set.of("p", "div", "section", "article", "main", "header", "footer", "aside",
            "nav", "ul", "ol", "blockquote", "pre", "hr", "table", "figure", "figcaption", "dl", "dt", "dd", "details",
            "summary", "center", "address", "h1", "h2", "h3", "h4", "h5", "h6");

    private static final Pattern TAG = Pattern.compile("</?([a-zA-Z][\\w-]*)");
    private static final Pattern ONLY_BLANKS = Pattern.compile("(?m)^ +$");

    private final InlineWriter inline;
    private final Places places;

    MarkdownWriter(Places places) {
        this.places = places;
        this.inline = new InlineWriter(places);
    }

    /** @param html a part of a page */
    String write(String html) {
        Element body = Jsoup.parseBodyFragment(html).body();
        for (Element dropped : body.select(String.join(",", DROPPED))) {
            places.lost("a part that pages cannot have (" + dropped.normalName() + ") was left out", "<" + dropped.normalName());
            dropped.remove();
        }
        return String.join("\n\n", blocks(body));
    }

    private List<String> blocks(Element parent) {
        var blocks = new ArrayList<String>();
        var run = new ArrayList<Node>();
        for (Node child : parent.childNodes()) {
            if (child instanceof Element element && isBlock(element)) {
                paragraph(run, blocks);
                block(element, blocks);
            } else {
                run.add(child);
            }
        }
        paragraph(run, blocks);
        return blocks;
    }

    private static boolean isBlock(Element element) {
        return BLOCKS.contains(element.normalName()) || FRAMES.contains(element.normalName())
                || element.children().stream().anyMatch(MarkdownWriter::isBlock);
    }

    private void paragraph(List<Node> run, List<String> blocks) {
        String text = inline.paragraph(run);
        run.clear();
        if (!text.isEmpty()) {
            blocks.add(text);
        }
    }

    private void block(Element element, List<String> blocks) {
        String name = element.normalName();
        if (FRAMES.contains(name)) {
            frame(element, blocks);
            return;
        }
        switch (name) {
            case "h1", "h2", "h3", "h4", "h5", "h6" -> heading(element, blocks);
            case "ul", "ol" -> {
                if (isGallery(element)) {
                    element.children().forEach(item -> blocks.addAll(blocks(item)));
                } else {
                    blocks.add(list(element, name.equals("ol")));
                }
            }
            case "blockquote" -> blocks.add(String.join("\n\n", blocks(element)).lines()
                    .map(line -> line.isEmpty() ? ">" : "> " + line).collect(Collectors.joining("\n")));
            case "pre" -> blocks.add(fenced(element.wholeText()));
            case "hr" -> blocks.add("***");
            case "table" -> table(element, blocks);
            case "figcaption" -> paragraph(new ArrayList<>(List.of(new Element("em").appendChildren(
                    List.copyOf(element.childNodes())))), blocks);
            default -> blocks.addAll(blocks(element));
        }
    }

    /** The title of a page is its only heading of the first level. */
    private void heading(Element element, List<String> blocks) {
        String text = inline.paragraph(element.childNodes()).replace("\\\n", " ");
        if (!text.isEmpty()) {
            blocks.add("#".repeat(Math.max(2, element.normalName().charAt(1) - '0')) + " " + text);
        }
    }

    /** A list of pictures, as WordPress wrote galleries for years; its marks were never seen. */
    private static boolean isGallery(Element list) {
        return !list.children().isEmpty() && list.children().stream().allMatch(item -> {
            Element words = item.clone();
            words.select("figcaption").remove();
            return !item.select("img").isEmpty() && words.text().isBlank();
        });
    }

    private String list(Element list, boolean numbered) {
        var items = new ArrayList<String>();
        int number = 1;
        for (Element item : list.children()) {
            String mark = numbered ? number++ + ". " : "- ";
            String text = String.join("\n\n", item.normalName().equals("li") ? blocks(item) : blocks(new Element("li")
                    .appendChild(item.clone())));
            items.add(mark + text.replace("\n", "\n" + " ".repeat(mark.length())));
        }
        return ONLY_BLANKS.matcher(String.join("\n", items)).replaceAll("");
    }

    private static String fenced(String text) {
        String fence = "```";
        while (text.contains(fence)) {
            fence += "`";
        }
        return fence + "\n" + text.strip() + "\n" + fence;
    }

    private void frame(Element frame, List<String> blocks) {
        String source = frame.hasAttr("src") ? frame.attr("src") : frame.select("source[src]").attr("src");
        String kind = frame.normalName();
        if (source.isEmpty()) {
            places.lost("a part that pages cannot have (" + kind + ") was left out", "<" + kind);
            return;
        }
        places.lost("what was shown in a frame (" + kind + ") became a link: " + source, source);
        blocks.add("[" + InlineWriter.escaped(frame.hasAttr("title") ? frame.attr("title") : source) + "]("
                + InlineWriter.destination(places.link(source)) + ")");
    }

    private void table(Element table, List<String> blocks) {
        List<List<String>> rows = table.select("tr").stream().map(row -> row.children().stream().map(this::cell).toList())
                .filter(row -> !row.isEmpty()).toList();
        if (rows.isEmpty()) {
            return;
        }
        int columns = rows.stream().mapToInt(List::size).max().orElseThrow();
        var lines = new ArrayList<String>();
        for (List<String> row : rows) {
            lines.add("| " + String.join(" | ", row) + " |" + " |".repeat(columns - row.size()));
            if (lines.size() == 1) {
                lines.add("|" + " --- |".repeat(columns));
            }
        }
        blocks.add(String.join("\n", lines));
        if (!table.select("caption").isEmpty()) {
            blocks.add(inline.paragraph(table.select("caption").first().childNodes()));
        }
    }

    private String cell(Element cell) {
        return inline.paragraph(cell.childNodes()).replace("\\\n", " ").replace("\n", " ").replace("|", "\\|");
    }

    /** The text of HTML inside of a line. */
    String writeInline(String html) {
        return inline.paragraph(Jsoup.parseBodyFragment(html).body().childNodes());
    }

    /** Plain words, for front matter. What is in angle brackets and no tag are words, too. */
    static String plain(String html) {
        String tagged = TAG.matcher(html).replaceAll(each -> Matcher.quoteReplacement(
                Tag.isKnownTag(each.group(1).toLowerCase(Locale.ROOT)) ? each.group() : "&lt;" + each.group().substring(1)));
        return Jsoup.parseBodyFragment(tagged).text().strip();
    }
}

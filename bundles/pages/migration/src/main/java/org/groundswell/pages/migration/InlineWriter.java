package org.groundswell.pages.migration;

import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** Writes what stands in a line of HTML as Markdown. */
final class InlineWriter {
    private static final Pattern BLANKS = Pattern.compile("[ \\t\\r\\n\\f]+");
    private static final Pattern AROUND_BREAK = Pattern.compile(" *\\\\\n *");
    private static final Pattern OUTER_BREAK = Pattern.compile("^(?:\\\\\n)+|(?:\\\\\n)+$|(?<!\\\\)\\\\$");
    private static final Pattern SPACED = Pattern.compile(" {2,}");
    private static final Pattern MEANT = Pattern.compile("[\\\\`*_\\[\\]<]");
    private static final Pattern REFERENCE = Pattern.compile("&(?=[#\\w])");
    /** What would begin a heading, a list or a quotation. */
    private static final Pattern BEGINS_BLOCK = Pattern.compile(
            "(?m)^(?:(?=#{1,6}(?:\\s|$)|[>+=-]|~~~)|(\\d{1,9})(?=[.)](?:\\s|$)))");
    private static final Pattern IS_PICTURE = Pattern.compile("(?i).*\\.(jpe?g|png|gif|webp|avif)([?#].*)?");
    private static final Pattern IN_DESTINATION = Pattern.compile("[ <>()\\p{Cntrl}]");

    private final Places places;

    InlineWriter(Places places) {
        this.places = places;
    }

    /** Nodes as one paragraph; "" where nothing is seen of them. */
    String paragraph(List<? extends Node> nodes) {
        var out = new StringBuilder();
        nodes.forEach(node -> write(node, out));
        String text = SPACED.matcher(AROUND_BREAK.matcher(out).replaceAll("\\\\\n")).replaceAll(" ").strip();
        text = OUTER_BREAK.matcher(text).replaceAll("").strip();
        return BEGINS_BLOCK.matcher(text).replaceAll("$1\\\\");
    }

    /** Text that shall mean nothing but itself. */
    static String escaped(String text) {
        return REFERENCE.matcher(MEANT.matcher(BLANKS.matcher(text).replaceAll(" ")).replaceAll("\\\\$0")).replaceAll("&amp;");
    }

    /** An address as it may stand between brackets. */
    static String destination(String address) {
        return IN_DESTINATION.matcher(address.strip()).replaceAll(each -> "%" + HexFormat.of().withUpperCase()
                .toHexDigits((byte) each.group().charAt(0)));
    }

    private void write(Node node, StringBuilder out) {
        switch (node) {
            case TextNode text -> out.append(escaped(text.getWholeText()));
            case Comment _ -> { }
            case Element element -> element(element, out);
            default -> { }
        }
    }

    private void element(Element element, StringBuilder out) {
        switch (element.normalName()) {
            case "br" -> out.append("\\\n");
            case "b", "strong" -> marked(element, "**", out);
            case "i", "em", "cite" -> marked(element, "*", out);
            case "code", "kbd", "samp", "tt" -> code(element.wholeText(), out);
            case "a" -> link(element, out);
            case "img" -> picture(element, out);
            default -> out.append(inside(element));
        }
    }

    private String inside(Element element) {
        var out = new StringBuilder();
        element.childNodes().forEach(child -> write(child, out));
        return out.toString();
    }

    /** Marks touch the words, so blanks go out; a mark inside of the same one says nothing. */
    private void marked(Element element, String mark, StringBuilder out) {
        String text = inside(element);
        String words = text.strip();
        boolean isMarked = words.isEmpty() || words.startsWith(mark) || words.startsWith("![");
        String before = text.substring(0, text.indexOf(words));
        out.append(before).append(isMarked ? words : mark + words + mark)
                .append(words.isEmpty() ? "" : text.substring(before.length() + words.length()));
    }

    private static void code(String text, StringBuilder out) {
        String tick = text.contains("`") ? "``" : "`";
        String pad = text.startsWith("`") || text.endsWith("`") ? " " : "";
        if (!text.isBlank()) {
            out.append(tick).append(pad).append(BLANKS.matcher(text).replaceAll(" ")).append(pad).append(tick);
        }
    }

    private void link(Element element, StringBuilder out) {
        String text = inside(element);
        String words = text.strip();
        String address = element.attr("href");
        if (words.isEmpty() || address.isBlank()) {
            out.append(text);
        } else if (isToPictureOf(words, address)) {
            out.append(words);
        } else {
            out.append('[').append(words.replace("\\\n", " ")).append("](").append(destination(places.link(address)))
                    .append(text.endsWith(" ") ? ") " : ")");
        }
    }

    /** A picture that leads to itself, larger: the page shows it as large as it can. */
    private static boolean isToPictureOf(String words, String address) {
        return words.startsWith("![") && words.indexOf("![", 1) < 0 && IS_PICTURE.matcher(address).matches();
    }

    private void picture(Element element, StringBuilder out) {
        String address = element.hasAttr("src") ? element.attr("src") : element.attr("data-src");
        String alternative = element.attr("alt").strip();
        places.pictureOrRemark(address).ifPresent(name -> {
            places.described(name, alternative, address);
            out.append("![").append(escaped(alternative)).append("](").append(destination(name)).append(')');
        });
    }
}

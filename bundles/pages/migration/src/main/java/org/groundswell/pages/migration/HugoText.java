package org.groundswell.pages.migration;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes Hugo's Markdown, which may have HTML and commands in it, a text that the new site can show. */
final class HugoText {
    private static final Pattern FENCED = Pattern.compile(
            "(?ms)^ {0,3}(```+|~~~+)[^\\n]*\\n.*?(?:^ {0,3}\\1[`~]*[ \\t]*$|\\z)");
    private static final String KEPT_WHOLE = "(table|ul|ol|dl|figure|pre|script|style|form|svg|iframe|video|audio|noscript)";
    /** Up to its end tag; else, as CommonMark says, up to the next empty line. */
    private static final Pattern HTML = Pattern.compile("(?ims)^ {0,3}(?:<!--.*?-->|<" + KEPT_WHOLE + "\\b.*?</\\1\\s*>"
            + "|</?(?:address|article|aside|blockquote|center|details|div|figcaption|footer|h[1-6]|header|hr|iframe|main|nav"
            + "|p|section|summary)\\b.*?(?=\\n[ \\t]*\\n|\\z))");
    private static final Pattern LINE_CODE = Pattern.compile("(`+)(?!`).*?(?<!`)\\1(?!`)");
    /** A link or a picture, its words (in which a picture may be), its address, its title. */
    private static final Pattern PLACE = Pattern.compile("(!?)(\\[(?:\\\\.|[^\\[\\]\\\\]|!\\[[^\\]]*\\]\\([^)]*\\))*\\])"
            + "\\(\\s*(<[^>]*>|[^\\s()]*(?:\\([^\\s()]*\\)[^\\s()]*)*)(\\s+[\"'(][^\\n]*?[\"')])?\\s*\\)");
    private static final Pattern DEFINITION = Pattern.compile("(?m)^( {0,3}\\[[^\\]^][^\\]]*\\]:\\s*)(\\S+)");
    private static final Pattern TAG = Pattern.compile("(?is)(?<!\\\\)<(?:(a|code|kbd|samp|tt)\\b[^>]*>.*?</\\1|img\\b[^>]*)\\s*>");
    /** Pages cannot have them, or only as a link. */
    private static final Pattern PART = Pattern.compile("(?is)(?<!\\\\)<(?:(iframe|video|audio|object|script|style|noscript|template|form"
            + "|button|select|textarea|svg|canvas)\\b[^>]*>.*?</\\1|(?:embed|input)\\b[^>]*)\\s*>");
    private static final Pattern BREAK = Pattern.compile("(?i)(?<!\\\\)<br\\b[^>]*>[ \\t]*\\n?");
    private static final Pattern STRONG = Pattern.compile("(?is)(?<!\\\\)<(b|strong)(?:\\s[^>]*)?>(\\s*)(.*?)(\\s*)</\\1\\s*>");
    private static final Pattern EMPHASIS = Pattern.compile("(?is)(?<!\\\\)<(i|em|cite)(?:\\s[^>]*)?>(\\s*)(.*?)(\\s*)</\\1\\s*>");
    /** At the end of a paragraph it would be a backslash. */
    private static final Pattern LAST_BREAK = Pattern.compile("[ \\t]*(?<!\\\\)\\\\\\n(?=[ \\t]*(?:\\n|\\z))");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("(?i)(?<=[^\\s>\\\\])(?:</?(?:address|article|aside|blockquote|center|d[dlt]"
            + "|details|div|figcaption|figure|h[1-6]|li|ol|p|section|summary|t[dhr]|ul)\\b[^>]*>)+(?=[^\\s<])");
    private static final Pattern OTHER_TAG = Pattern.compile("(?s)(?<!\\\\)(?:<!--.*?-->|</?[a-zA-Z][a-zA-Z0-9-]*+"
            + "(?:\\s(?:\"[^\"]*+\"|'[^']*+'|[^\"'<>]++)*+)?/?>)");

    private final Places places;
    private final Shortcodes shortcodes;
    private final MarkdownWriter writer;

    HugoText(Places places) {
        this.places = places;
        this.shortcodes = new Shortcodes(places);
        this.writer = new MarkdownWriter(places);
    }

    String converted(String body) {
        String text = apart(body, FENCED, MatchResult::group, this::commands);
        return apart(text, FENCED, MatchResult::group, prose -> LAST_BREAK.matcher(apart(prose, HTML, html -> writer.write(html.group()),
                markdown -> apart(markdown, LINE_CODE, MatchResult::group, this::line))).replaceAll("\n")).strip().replaceAll("\n{3,}", "\n\n");
    }

    private String commands(String prose) {
        return shortcodes.replaced(prose.replaceAll("(?m)^\\s*<!--\\s*more\\s*-->\\s*$", ""));
    }

    /** What a pattern finds in one way, what is between in another one. */
    private static String apart(String text, Pattern pattern, Function<MatchResult, String> found,
            UnaryOperator<String> between) {
        var out = new StringBuilder();
        int end = 0;
        for (MatchResult each : pattern.matcher(text).results().toList()) {
            out.append(between.apply(text.substring(end, each.start()))).append(found.apply(each));
            end = each.end();
        }
        return out.append(between.apply(text.substring(end))).toString();
    }

    private String line(String markdown) {
        String placed = PLACE.matcher(markdown).replaceAll(place -> Matcher.quoteReplacement(place(place)));
        placed = DEFINITION.matcher(placed).replaceAll(each -> Matcher.quoteReplacement(each.group(1)
                + InlineWriter.destination(places.link(each.group(2).replaceAll("[<>]", "")))));
        placed = TAG.matcher(placed).replaceAll(tag -> Matcher.quoteReplacement(writer.writeInline(tag.group())));
        placed = PART.matcher(placed).replaceAll(part -> Matcher.quoteReplacement(writer.write(part.group())));
        placed = BREAK.matcher(placed).replaceAll("\\\\\n");
        placed = EMPHASIS.matcher(STRONG.matcher(placed).replaceAll(each -> marked(each, "**"))).replaceAll(each -> marked(each, "*"));
        placed = BETWEEN_WORDS.matcher(placed).replaceAll(" ");
        return OTHER_TAG.matcher(placed).replaceAll("");
    }

    /** Marks touch the words, so blanks go out. */
    private static String marked(MatchResult tag, String mark) {
        String words = tag.group(3).isEmpty() ? "" : mark + tag.group(3) + mark;
        return Matcher.quoteReplacement(tag.group(2) + words + tag.group(4));
    }

    private String place(MatchResult place) {
        String address = place.group(3).replaceAll("^<|>$", "");
        String title = Optional.ofNullable(place.group(4)).orElse("");
        if (place.group(1).isEmpty()) {
            String words = PLACE.matcher(place.group(2)).replaceAll(inner -> Matcher.quoteReplacement(place(inner)));
            return words + "(" + InlineWriter.destination(places.link(address)) + title + ")";
        }
        return places.pictureOrRemark(address)
                .map(name -> "!" + place.group(2) + "(" + InlineWriter.destination(name) + title + ")").orElse("");
    }
}

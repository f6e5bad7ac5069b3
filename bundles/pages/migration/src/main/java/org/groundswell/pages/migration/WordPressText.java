package org.groundswell.pages.migration;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;

/** Makes the text of a WordPress page HTML: its lines become paragraphs, its shortcodes what they show. */
final class WordPressText {
    private static final Pattern CODE = Pattern.compile("\\[(/?)([A-Za-z][\\w-]*)((?:\\s+[^\\[\\]]*?)?)\\s*/?\\](?!\\()");
    private static final Pattern CAPTION = Pattern.compile("(?s)\\[caption([^\\]]*)\\](.*?)\\[/caption\\]");
    private static final Pattern PICTURE_FIRST = Pattern.compile("(?s)\\s*((?:<a\\b[^>]*>\\s*)?<img\\b[^>]*>(?:\\s*</a>)?)(.*)");
    private static final Pattern EMBED = Pattern.compile("(?s)\\[embed[^\\]]*\\](.*?)\\[/embed\\]");
    private static final Pattern GALLERY = Pattern.compile("\\[gallery([^\\]]*)\\]");
    private static final Pattern IDS = Pattern.compile("\\b(?:ids|include)\\s*=\\s*[\"']?([\\d, ]+)");
    private static final Pattern EXCLUDED = Pattern.compile("\\bexclude\\s*=\\s*[\"']?([\\d, ]+)");
    /** Without attributes a word in brackets is a word in brackets, unless it is one of these. */
    private static final Set<String> KNOWN = Set.of("audio", "caption", "contact-form", "embed", "gallery", "give_form",
            "playlist", "video", "woocommerce_cart");
    private static final Pattern STARTS_BLOCK = Pattern.compile("(?is)\\s*</?(p|div|section|article|aside|header|footer|figure"
            + "|figcaption|ul|ol|li|dl|dt|dd|blockquote|pre|table|thead|tbody|tfoot|tr|td|th|h[1-6]|hr|form|iframe|details"
            + "|summary|script|style|!--)\\b.*|\\s*<!--.*");
    private static final Pattern PRE = Pattern.compile("(?is)<pre\\b.*?</pre>");

    private final Map<String, Upload> uploads;
    private final List<String> attached;
    private final Places places;

    /**
     * @param uploads  by their number
     * @param attached numbers of those that were uploaded for the page
     */
    WordPressText(Map<String, Upload> uploads, List<String> attached, Places places) {
        this.uploads = uploads;
        this.attached = attached;
        this.places = places;
    }

    String html(String text) {
        String html = text.replace("\r\n", "\n");
        html = CAPTION.matcher(html).replaceAll(each -> Matcher.quoteReplacement(captioned(each.group(2))));
        html = EMBED.matcher(html).replaceAll(each -> Matcher.quoteReplacement(link(each.group(1).strip())));
        html = GALLERY.matcher(html).replaceAll(each -> Matcher.quoteReplacement(gallery(each.group(1))));
        String all = html;
        html = CODE.matcher(html).replaceAll(each -> Matcher.quoteReplacement(code(each, all)));
        return paragraphs(html);
    }

    private static String captioned(String inside) {
        Matcher picture = PICTURE_FIRST.matcher(inside);
        return picture.matches() ? "\n\n<figure>" + picture.group(1) + "<figcaption>" + picture.group(2).strip()
                + "</figcaption></figure>\n\n" : inside;
    }

    private String gallery(String attributes) {
        List<String> named = numbers(IDS, attributes);
        List<String> excluded = numbers(EXCLUDED, attributes);
        List<String> ids = named.isEmpty() ? attached.stream().filter(id -> !excluded.contains(id)).toList() : named;
        if (ids.isEmpty()) {
            places.lost("a gallery shows no picture that is in the export, and was left out", "[gallery");
        }
        ids.stream().filter(id -> !uploads.containsKey(id)).forEach(id ->
                places.lost("a picture of a gallery is not in the export and was left out: number " + id, id));
        return ids.stream().filter(uploads::containsKey).map(id -> new Element("p").appendChild(picture(uploads.get(id)))
                .outerHtml()).collect(Collectors.joining("\n\n", "\n\n", "\n\n"));
    }

    private static List<String> numbers(Pattern attribute, String attributes) {
        Matcher found = attribute.matcher(attributes);
        return found.find() ? Stream.of(found.group(1).split(",")).map(String::strip).filter(id -> !id.isEmpty()).toList()
                : List.of();
    }

    private static String link(String address) {
        return "\n\n" + new Element("p").appendChild(new Element("a").attr("href", address).text(address)).outerHtml() + "\n\n";
    }

    private static Element picture(Upload upload) {
        return new Element("img").attr("src", upload.address()).attr("alt", upload.alternative());
    }

    private String code(MatchResult code, String all) {
        String name = code.group(2);
        boolean isOne = code.group(3).contains("=") || KNOWN.contains(name) || all.contains("[/" + name + "]");
        if (!isOne) {
            return code.group();
        }
        if (code.group(1).isEmpty()) {
            places.lost("a command of the old site was left out: " + name, name);
        }
        return "";
    }

    /** As WordPress shows a text that has no paragraphs: an empty line ends one, another line's end is one. */
    private static String paragraphs(String html) {
        var kept = new StringBuilder();
        int end = 0;
        for (MatchResult pre : PRE.matcher(html).results().toList()) {
            kept.append(split(html.substring(end, pre.start()))).append(pre.group());
            end = pre.end();
        }
        return kept.append(split(html.substring(end))).toString();
    }

    private static String split(String html) {
        return Stream.of(html.split("\\n[ \\t]*\\n")).filter(each -> !each.isBlank()).map(each ->
                STARTS_BLOCK.matcher(each).matches() ? each : "<p>" + each.strip().replaceAll("(?<!<br>)(?<!<br />)\\n", "<br>\n")
                        + "</p>").collect(Collectors.joining("\n\n"));
    }
}

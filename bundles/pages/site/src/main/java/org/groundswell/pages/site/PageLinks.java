package org.groundswell.pages.site;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The links, pictures and files that a page in HTML names, and the places that it has itself. */
final class PageLinks {
    /** What is longer is no tag that anybody wrote. */
    private static final int LONGEST_TAG = 10_000;
    private static final Pattern ATTRIBUTE =
            Pattern.compile("\\s(href|src|srcset|poster|data|id|name)\\s*+=\\s*+(?:\"([^\"]*)\"|'([^']*)'|([^\\s>\"']+))",
                    Pattern.CASE_INSENSITIVE);

    private final List<String> addresses = new ArrayList<>();
    private final Set<String> places = new HashSet<>();

    PageLinks(String html) {
        for (int at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at + 1)) {
            if (at + 1 < html.length() && Character.isLetter(html.charAt(at + 1))) {
                int end = end(html, at);
                Matcher attribute = ATTRIBUTE.matcher(html).region(at, end);
                while (attribute.find()) {
                    add(attribute.group(1).toLowerCase(Locale.ROOT), unescaped(Stream.of(2, 3, 4)
                            .map(attribute::group).filter(each -> each != null).findFirst().orElse("")));
                }
                at = end - 1;
            }
        }
    }

    /** Where a tag ends: an angle bracket in quotes is no end. */
    private static int end(String html, int from) {
        int last = Math.min(html.length(), from + LONGEST_TAG);
        char quote = 0;
        for (int at = from; at < last; at++) {
            char c = html.charAt(at);
            if (quote == 0 && c == '>') {
                return at;
            }
            quote = quote == 0 && (c == '"' || c == '\'') ? c : c == quote ? 0 : quote;
        }
        return last;
    }

    /** As they are written, without their escapes. */
    List<String> addresses() {
        return addresses;
    }

    /** What may stand behind a hash. */
    Set<String> places() {
        return places;
    }

    private void add(String name, String value) {
        switch (name) {
            case "id", "name" -> places.add(value);
            case "srcset" -> Stream.of(value.split(",")).map(each -> each.strip().split("\\s")[0])
                    .filter(each -> !each.isEmpty()).forEach(addresses::add);
            default -> addresses.add(value.strip());
        }
    }

    private static String unescaped(String value) {
        return value.replace("&quot;", "\"").replace("&#39;", "'").replace("&lt;", "<").replace("&gt;", ">")
                .replace("&amp;", "&");
    }
}

package org.groundswell.pages.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/**
 * Links and pictures whose address has a blank, such as {@code ![boat](My Boat.jpg)}: Markdown takes them for text, and
 * visitors read their brackets.
 */
final class BlankAddresses {
    private static final Pattern ADDRESS = Pattern.compile(
            "!?\\[[^\\[\\]\\n]*]\\(((?:[^()\\n<>]|\\([^()\\n]*\\))*?[^()\\n]\\s+(?:[^()\\n<>]|\\([^()\\n]*\\))+)\\)");

    private BlankAddresses() {
    }

    /** @param contents pages by language and name */
    static List<Problem> in(Map<String, Map<String, Content>> contents) {
        var problems = new ArrayList<Problem>();
        new TreeMap<>(contents).forEach((language, pages) -> new TreeMap<>(pages).forEach((page, content) ->
                look(WrittenPlaces.file(language, page), content, problems)));
        return problems;
    }

    private static void look(String file, Content content, List<Problem> problems) {
        if (!content.source().contains("](")) {
            return;
        }
        Element body = Jsoup.parseBodyFragment(content.html()).body();
        body.select("code, pre").remove();
        Matcher shown = ADDRESS.matcher(body.wholeText());
        while (shown.find()) {
            String address = shown.group(1).strip();
            // Brackets that were meant stand behind a backslash, and so not in the source as visitors see them.
            String end = "](" + shown.group(1) + ")";
            Optional<SourceLine> line = SourceLine.of(Map.of(file, content.source()),
                    (String each) -> each.replace("\\" + end, "").contains(end));
            line.ifPresent(found -> problems.add(found.problem("'" + shown.group() + "' is shown as it stands: in an address a"
                    + " blank is written %20, or the whole stands between < and >, as in <" + address + ">")));
        }
    }
}

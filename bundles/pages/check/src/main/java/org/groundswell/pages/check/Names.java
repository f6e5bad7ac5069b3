package org.groundswell.pages.check;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;

/** What programs that read aloud call something on a page. */
final class Names {
    private Names() {
    }

    /** The accessible name, "" where there is none. */
    static String of(Element element) {
        String said = Stream.of(element.attr("aria-label"), referred(element), element.text(),
                element.select("img[alt], svg[aria-label], [aria-label]").stream().map(each -> each.hasAttr("alt")
                        ? each.attr("alt") : each.attr("aria-label")).collect(Collectors.joining(" ")),
                element.select("svg title").text(), element.attr("title"), element.attr("value"))
                .filter(each -> !each.isBlank()).findFirst().orElse("");
        return said.strip();
    }

    private static String referred(Element element) {
        return Stream.of(element.attr("aria-labelledby").split("\\s+")).filter(id -> !id.isEmpty())
                .map(id -> element.ownerDocument() == null ? null : element.ownerDocument().getElementById(id))
                .filter(each -> each != null).map(Element::text).collect(Collectors.joining(" "));
    }
}

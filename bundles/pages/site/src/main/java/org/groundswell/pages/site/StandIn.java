package org.groundswell.pages.site;

import java.util.Comparator;
import java.util.Set;
import org.groundswell.shared.text.TextDirection;

/**
 * A page in the place of one that cannot be rendered and never could: it says so and leads to the others. Made without
 * any template, which may be what is broken.
 */
final class StandIn {
    private static final String STYLE = "site.css";
    /** Where donors come from their payment, and nobody else. */
    private static final Set<String> RESULTS = Set.of("thanks", "sorry");

    private StandIn() {
    }

    static String html(LoadedSite loaded, String language) {
        var html = new StringBuilder("<!doctype html>\n<html lang=\"").append(language).append("\" dir=\"")
                .append(TextDirection.of(language)).append("\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                + "<meta name=\"robots\" content=\"noindex\">\n<title>").append(Xml.escaped(loaded.site().name()))
                .append("</title>\n");
        loaded.asset(STYLE).ifPresent(style -> html.append("<link rel=\"stylesheet\" href=\"").append(style.address())
                .append("\">\n"));
        html.append("</head>\n<body>\n<main>\n<h1>").append(Xml.escaped(loaded.site().name())).append("</h1>\n<p>")
                .append(Xml.escaped(text(loaded, language))).append("</p>\n<ul>\n");
        loaded.shownPages().stream().filter(each -> each.language().equals(language) && each.isAtItsName()
                        && !RESULTS.contains(each.page()))
                .sorted(Comparator.comparing(PublicPage::page))
                .forEach(each -> html.append("<li><a href=\"").append(LoadedSite.address(language, each.page()))
                        .append("\">").append(Xml.escaped(loaded.content(language, each.page()).orElseThrow().meta().get("title")))
                        .append("</a></li>\n"));
        return html.append("</ul>\n</main>\n</body>\n</html>\n").toString();
    }

    private static String text(LoadedSite loaded, String language) {
        return loaded.translations().has(language, "http.repair") ? loaded.translations().text(language, "http.repair")
                : "This page is being mended. Please try again in a few minutes.";
    }
}

package org.groundswell.pages.check;

import java.util.function.Consumer;
import org.groundswell.pages.api.check.Finding;
import org.groundswell.pages.api.check.SiteReading;
import org.groundswell.pages.api.check.SiteReading.Page;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Headings are a page's table of contents: one of the first level, and none is left out on the way down. */
final class Headings implements Check {

    @Override
    public void look(SiteReading reading, ParsedPages pages, Consumer<Finding> found) {
        pages.each((page, document) -> look(reading, page, document, found));
    }

    private static void look(SiteReading reading, Page page, Document document, Consumer<Finding> found) {
        int before = 0;
        int first = 0;
        for (Element each : document.select("h1, h2, h3, h4, h5, h6")) {
            int level = each.normalName().charAt(1) - '0';
            String text = each.text();
            Place place = Place.of(reading, page, "#".repeat(level) + " " + ParsedPages.piece(text), ParsedPages.piece(text), "<h" + level);
            first += level == 1 ? 1 : 0;
            if (Names.of(each).isEmpty()) {
                found.accept(Finding.error(place.file(), place.line(), "a heading is empty", "write it, or take it away"));
            } else if (level == 1 && first == 2) {
                found.accept(Finding.warning(place.file(), place.line(), "'" + text
                        + "' is a second heading of the first level on its page", "begin it with ##"));
            } else if (before > 0 && level > before + 1) {
                found.accept(Finding.warning(place.file(), place.line(), "'" + text + "' is a heading of level " + level
                        + " below one of level " + before, "make it level " + (before + 1)));
            }
            before = level;
        }
        if (first == 0) {
            Place place = Place.of(reading, page);
            found.accept(Finding.warning("templates/" + page.template(), 0, "the page has no heading of the first level ("
                    + place.file() + ")", "put its title into h1"));
        }
    }
}

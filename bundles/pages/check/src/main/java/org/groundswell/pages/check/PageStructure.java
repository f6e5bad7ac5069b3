package org.groundswell.pages.check;

import java.util.HashSet;
import java.util.function.Consumer;
import org.groundswell.pages.api.check.Finding;
import org.groundswell.pages.api.check.SiteReading;
import org.groundswell.pages.api.check.SiteReading.Page;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** What every page owes to programs that read it aloud: its language, places that are there once, nothing that hinders. */
final class PageStructure implements Check {

    @Override
    public void look(SiteReading reading, ParsedPages pages, Consumer<Finding> found) {
        pages.each((page, document) -> {
            language(reading, page, document, found);
            ids(reading, page, document, found);
            for (Element table : document.select("table:not([role=presentation])")) {
                if (table.select("th").isEmpty()) {
                    Place place = Place.of(reading, page, "<table");
                    found.accept(Finding.warning(place.file(), place.line(), "a table has no cells that head its columns",
                            "make the first row of th"));
                }
            }
            for (Element each : document.select("[tabindex]")) {
                if (each.attr("tabindex").matches("[1-9][0-9]*")) {
                    Place place = Place.of(reading, page, "tabindex=\"" + each.attr("tabindex"));
                    found.accept(Finding.warning(place.file(), place.line(), "tabindex " + each.attr("tabindex")
                            + " takes the keyboard away from the order of the page", "take it away, or say 0"));
                }
            }
            String viewport = document.select("meta[name=viewport]").attr("content").replace(" ", "");
            if (viewport.contains("user-scalable=no") || viewport.matches(".*maximum-scale=1(\\.0)?(,.*)?")) {
                Place place = Place.of(reading, page, "name=\"viewport\"");
                found.accept(Finding.warning(place.file(), place.line(), "the page cannot be made larger by who sees little",
                        "take user-scalable and maximum-scale away"));
            }
        });
    }

    private static void language(SiteReading reading, Page page, Document document, Consumer<Finding> found) {
        String said = document.select("html").attr("lang");
        if (!said.equals(page.language())) {
            Place place = Place.of(reading, page, "<html");
            found.accept(Finding.error(place.file(), place.line(), said.isEmpty() ? "the page does not say its language"
                    : "the page says that it is in " + said + " and is in " + page.language(), "write <html lang=\"${lang}\">"));
        }
    }

    private static void ids(SiteReading reading, Page page, Document document, Consumer<Finding> found) {
        var ids = new HashSet<String>();
        for (Element each : document.select("[id]")) {
            if (!ids.add(each.id())) {
                Place place = Place.of(reading, page, "id=\"" + each.id() + "\"");
                found.accept(Finding.error(place.file(), place.line(), "the place '" + each.id() + "' is on the page twice",
                        "give each its own id"));
            }
        }
        for (String attribute : new String[] {"aria-labelledby", "aria-describedby", "for", "aria-controls"}) {
            for (Element each : document.select("[" + attribute + "]")) {
                for (String id : each.attr(attribute).strip().split("\\s+")) {
                    if (!ids.contains(id)) {
                        Place place = Place.of(reading, page, attribute + "=\"" + each.attr(attribute), attribute + "=\"");
                        found.accept(Finding.warning(place.file(), place.line(), attribute + " names '" + id
                                + "', which is not on the page", "name an id that is there"));
                    }
                }
            }
        }
    }
}

package org.groundswell.pages.check;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.groundswell.pages.api.check.Finding;
import org.groundswell.pages.api.check.SiteReading;
import org.groundswell.pages.api.check.SiteReading.Page;
import org.jsoup.nodes.Document;

/** What search engines and tabs show of a page: its title, which is no other page's, and its description. */
final class PageHeads implements Check {

    @Override
    public void look(SiteReading reading, ParsedPages pages, Consumer<Finding> found) {
        var titles = new HashMap<String, Page>();
        pages.each((page, document) -> {
            if (document.title().isBlank()) {
                found.accept(Finding.error("templates/" + page.template(), 0, "the page has no title", "say it in title"));
            } else if (!page.path().isEmpty() && document.select("meta[name=robots][content*=noindex]").isEmpty()) {
                found(reading, page, document, titles, found);
            }
        });
    }

    private static void found(SiteReading reading, Page page, Document document, Map<String, Page> titles,
            Consumer<Finding> found) {
        Page other = titles.putIfAbsent(page.language() + document.title(), page);
        int line = Math.max(1, Place.line(reading.lines(page.file()), 1, "title:"));
        if (other != null && !other.file().equals(page.file())) {
            found.accept(Finding.warning(page.file(), line, "the title '" + document.title() + "' is also that of "
                    + other.file(), "give each page its own"));
        }
        if (document.select("meta[name=description]").attr("content").isBlank()
                && reading.files().containsKey(page.file())) {
            found.accept(Finding.warning(page.file(), line, "search engines have no description to show of the page",
                    "write description: in its front matter"));
        }
    }
}

package org.groundswell.pages.check;

import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import org.groundswell.pages.api.check.SiteReading;
import org.groundswell.pages.api.check.SiteReading.Page;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/**
 * The pages of a reading, as a browser understands them, once for all checks, which only read them; by their files' names:
 * what is said of them does not depend on how a disk lists them.
 */
final class ParsedPages {
    private final List<Parsed> pages;

    ParsedPages(SiteReading reading) {
        pages = reading.pages().stream().sorted(Comparator.comparing(Page::file).thenComparing(Page::path))
                .map(page -> new Parsed(page, Jsoup.parse(page.html(), "https://site.invalid" + page.path()))).toList();
    }

    private record Parsed(Page page, Document document) {
    }

    void each(BiConsumer<Page, Document> look) {
        pages.forEach(each -> look.accept(each.page(), each.document()));
    }

    /** What a person may look for in a source: the text as it was written, cut where a template may go on. */
    static String piece(String text) {
        String line = text.strip();
        return line.length() > 30 ? line.substring(0, 30) : line;
    }
}

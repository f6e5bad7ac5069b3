package org.groundswell.pages.check;

import java.util.Comparator;
import java.util.function.BiConsumer;
import org.groundswell.pages.api.check.SiteReading;
import org.groundswell.pages.api.check.SiteReading.Page;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** The pages of a reading, as a browser understands them. */
final class ParsedPages {
    private ParsedPages() {
    }

    /** By their files' names: what is said of them does not depend on how a disk lists them. */
    static void each(SiteReading reading, BiConsumer<Page, Document> look) {
        reading.pages().stream().sorted(Comparator.comparing(Page::file).thenComparing(Page::path)).forEach(page ->
                look.accept(page, Jsoup.parse(page.html(), "https://site.invalid" + page.path())));
    }

    /** What a person may look for in a source: the text as it was written, cut where a template may go on. */
    static String piece(String text) {
        String line = text.strip();
        return line.length() > 30 ? line.substring(0, 30) : line;
    }
}

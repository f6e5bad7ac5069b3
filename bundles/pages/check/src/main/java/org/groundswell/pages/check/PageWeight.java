package org.groundswell.pages.check;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.groundswell.pages.api.check.Finding;
import org.groundswell.pages.api.check.SiteReading;
import org.groundswell.pages.api.check.SiteReading.Page;
import org.groundswell.shared.paths.WebPath;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** How much a visitor loads who comes for the first time: most come by phone, and at the same minute. */
final class PageWeight implements Check {
    /** Of the page with all that it shows, as it is sent. */
    static final int MOST_BYTES = 500_000;
    /** A phone shows a page of this many characters only after a while. */
    private static final int MOST_HTML = 300_000;

    @Override
    public void look(SiteReading reading, ParsedPages pages, Consumer<Finding> found) {
        var sizes = new HashMap<String, Integer>();
        pages.each((page, document) -> look(reading, page, document, sizes, found));
    }

    private static void look(SiteReading reading, Page page, Document document, Map<String, Integer> sizes,
            Consumer<Finding> found) {
        var loaded = new HashMap<String, Integer>();
        for (Element each : document.select("img[src], script[src], link[rel=stylesheet][href], source[src], video[poster]")) {
            String path = WebPath.decoded(each.hasAttr("src") ? each.attr("src") : each.hasAttr("href") ? each.attr("href")
                    : each.attr("poster"));
            byte[] bytes = reading.published().get(path);
            if (bytes != null) {
                loaded.put(path, sizes.computeIfAbsent(path, _ -> sent(path, bytes)));
            }
        }
        int html = zipped(page.html().getBytes(StandardCharsets.UTF_8));
        int all = html + loaded.values().stream().mapToInt(each -> each).sum();
        if (all > MOST_BYTES) {
            var largest = loaded.entrySet().stream().max(Map.Entry.comparingByValue());
            String file = largest.map(each -> "assets/" + Place.assetName(each.getKey())).orElse(page.file());
            Place place = Place.of(reading, page, Place.assetName(largest.map(Map.Entry::getKey).orElse("")));
            found.accept(Finding.warning(place.file(), place.line(), "the page weighs " + all / 1000 + " kB, more than "
                    + MOST_BYTES / 1000, "the largest part is " + file + " with " + largest.map(Map.Entry::getValue).orElse(html)
                    / 1000 + " kB"));
        } else if (page.html().length() > MOST_HTML) {
            found.accept(Finding.warning(page.file(), 0, "the page has " + page.html().length() + " characters, more than "
                    + MOST_HTML, "make two of it"));
        }
    }

    private static int sent(String path, byte[] bytes) {
        return path.matches("(?i).*\\.(css|js|svg|txt|json|xml)") ? zipped(bytes) : bytes.length;
    }

    private static int zipped(byte[] bytes) {
        var out = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.size();
    }
}

package org.groundswell.pages.site;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import org.groundswell.edge.api.Caching;
import org.groundswell.edge.api.snapshots.Snapshot;

/** The news of each language for feed readers (Atom, RFC 4287), where the site knows its own address. */
record NewsFeed(LoadedSite loaded, String address) {
    private static final String PATH = "news/feed.xml";
    private static final String TYPE = "application/atom+xml; charset=utf-8";
    private static final int MOST = 30;

    /** Where a language's feed is. */
    static String address(String site, String language) {
        return site + LoadedSite.address(language, PATH);
    }

    /** One for each language that has something to say. */
    List<Snapshot> snapshots() {
        if (address.isEmpty()) {
            return List.of();
        }
        var news = new News(loaded);
        return loaded.site().languages().stream().filter(language -> loaded.isShown(language, News.PAGE))
                .map(language -> Snapshot.of(LoadedSite.path(language, PATH), TYPE, Caching.REVALIDATE,
                        xml(language, news.in(language)).getBytes(StandardCharsets.UTF_8))).toList();
    }

    private String xml(String language, List<NewsEntry> entries) {
        String title = loaded.content(language, News.PAGE).orElseThrow().meta().get("title");
        var xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\"")
                .append(" xml:lang=\"").append(language).append("\">\n");
        element(xml, "title", loaded.site().name() + ": " + title);
        element(xml, "id", address(address, language));
        link(xml, "self", address(address, language));
        link(xml, "alternate", address + LoadedSite.address(language, News.PAGE));
        element(xml, "updated", written(entries.stream().limit(MOST).map(entry -> updated(language, entry))
                .max(Comparator.naturalOrder()).orElse(Instant.EPOCH)));
        xml.append("<author>");
        element(xml, "name", loaded.site().name());
        xml.append("</author>\n");
        entries.stream().limit(MOST).forEach(entry -> add(xml, language, entry));
        return xml.append("</feed>\n").toString();
    }

    private void add(StringBuilder xml, String language, NewsEntry entry) {
        xml.append("<entry>\n");
        element(xml, "title", entry.title());
        element(xml, "id", address + entry.path());
        link(xml, "alternate", address + entry.path());
        element(xml, "updated", written(updated(language, entry)));
        if (!entry.summary().isEmpty()) {
            element(xml, "summary", entry.summary());
        }
        xml.append("</entry>\n");
    }

    /** When it came out, or was corrected since: readers show again what has changed. In whole seconds, as file systems may keep it. */
    private Instant updated(String language, NewsEntry entry) {
        Instant began = entry.date().atStartOfDay(loaded.site().zone()).toInstant();
        return loaded.written(language, entry.page()).map(each -> each.truncatedTo(ChronoUnit.SECONDS)).filter(began::isBefore)
                .orElse(began);
    }

    private String written(Instant moment) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(moment.atZone(loaded.site().zone()));
    }

    private static void element(StringBuilder xml, String name, String text) {
        xml.append('<').append(name).append('>').append(Xml.escaped(text)).append("</").append(name).append(">\n");
    }

    private static void link(StringBuilder xml, String relation, String address) {
        xml.append("<link rel=\"").append(relation).append("\" href=\"").append(Xml.escaped(address)).append("\"/>\n");
    }
}

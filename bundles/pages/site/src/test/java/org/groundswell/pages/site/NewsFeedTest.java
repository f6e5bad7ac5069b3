package org.groundswell.pages.site;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** What feed readers are told of the news. */
public class NewsFeedTest {
    @Rule
    public final TestSite site = new TestSite();

    @Before
    public void anEvening() throws IOException {
        site.write("site.yaml", Files.readString(site.path("site.yaml")) + "timezone: Pacific/Auckland\n");
        site.isNow(Instant.parse("2026-03-01T10:00:00Z"));
        site.write("content/en/news/2026-02-27-boats.md", "---\ntitle: Boats\nsummary: Two & a half\n---\nOut.\n");
        site.write("content/en/news/2026-03-01-water.md", "---\ntitle: Water\n---\n");
    }

    @Test
    public void aFeedHasThemForReaders() throws IOException {
        site.problems();
        assertEquals("without an address there is none", "no page", site.body("/en/news/feed.xml"));
        site.isAt("https://give.example");
        writtenAt("content/en/news/2026-02-27-boats.md", "2026-02-20T08:00:00Z");
        site.problems();
        Document feed = Jsoup.parse(site.body("/en/news/feed.xml"), Parser.xmlParser());
        assertEquals("Small: news", feed.select("feed > title").text());
        assertEquals(List.of("Water", "Boats"), feed.select("entry > title").eachText());
        Element boats = feed.select("entry").last();
        assertEquals("https://give.example/en/news/boats", boats.select("link").attr("href"));
        assertEquals("2026-02-27T00:00:00+13:00", boats.select("updated").text());
        assertEquals("Two & a half", boats.select("summary").text());
    }

    /** Else readers never hear of it. */
    @Test
    public void aFeedSaysWhenAnEntryWasCorrected() throws IOException {
        site.isAt("https://give.example");
        writtenAt("content/en/news/2026-03-01-water.md", "2026-02-20T08:00:00Z");
        writtenAt("content/en/news/2026-02-27-boats.md", "2026-02-28T20:15:30.123Z");
        site.problems();
        Document feed = Jsoup.parse(site.body("/en/news/feed.xml"), Parser.xmlParser());
        assertEquals("written before its day, and corrected after it", List.of("2026-03-01T00:00:00+13:00",
                "2026-03-01T09:15:30+13:00"), feed.select("entry > updated").eachText());
        assertEquals("the latest of all", "2026-03-01T09:15:30+13:00", feed.select("feed > updated").text());
        assertEquals("after another start, too", site.body("/en/news/feed.xml"), again("/en/news/feed.xml"));
    }

    private String again(String path) throws IOException {
        site.start();
        site.problems();
        return site.body(path);
    }

    private void writtenAt(String file, String moment) throws IOException {
        Files.setLastModifiedTime(site.path(file), FileTime.from(Instant.parse(moment)));
    }
}

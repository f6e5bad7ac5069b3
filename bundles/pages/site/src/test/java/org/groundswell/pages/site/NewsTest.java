package org.groundswell.pages.site;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import javax.imageio.ImageIO;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

public class NewsTest {
    @Rule
    public final TestSite site = new TestSite();
    @Rule
    public final ShippedSite shipped = new ShippedSite();

    @Before
    public void anEvening() throws IOException {
        // In Auckland it is another day than in Greenwich.
        site.write("site.yaml", Files.readString(site.path("site.yaml")) + "timezone: Pacific/Auckland\n");
        site.isNow(Instant.parse("2026-03-01T10:00:00Z"));
        site.write("templates/news.ftlh", "<#list news as each>${each.date} ${each.path} ${each.title};</#list>");
        site.write("templates/news-entry.ftlh", "${day(entry.date)}|${meta.title}|${content?no_esc}");
        site.write("content/en/news/2026-02-27-boats.md", "---\ntitle: Boats\nsummary: Two & a half\n---\nOut.\n");
        site.write("content/en/news/2026-03-01-water.md", "---\ntitle: Water\n---\n");
    }

    @Test
    public void entriesAreListedTheLatestFirst() {
        assertEquals(List.of(), site.problems());
        assertEquals("2026-03-01 /en/news/water Water;2026-02-27 /en/news/boats Boats;", site.body("/en/news"));
        assertEquals("February 27, 2026|Boats|<p>Out.</p>\n", site.body("/en/news/boats"));
        assertEquals("no page", site.body("/en/news/2026-02-27-boats"));
    }

    @Test
    public void anEntryOfTomorrowComesByItselfAtMidnightOfTheSite() throws IOException {
        site.write("content/en/news/2026-03-02-school.md", "---\ntitle: School\n---\n");
        site.write("content/en/home.md", "---\ntitle: Home\n---\n[School](news/2026-03-02-school)\n");
        assertEquals("a link to what nobody may see yet", 1, site.problems().size());
        assertEquals("no page", site.body("/en/news/school"));
        assertFalse(site.body("/en/news").contains("School"));
        site.isNow(Instant.parse("2026-03-01T10:59:59Z"));
        site.problems();
        assertEquals("no page", site.body("/en/news/school"));
        site.isNow(Instant.parse("2026-03-01T11:00:00Z"));
        assertEquals(List.of(), site.problems());
        assertTrue(site.body("/en/news/school").startsWith("March 2, 2026|School"));
        assertTrue(site.body("/en/news").startsWith("2026-03-02 /en/news/school School;"));
    }

    @Test
    public void aDraftIsSeenByNobodyAndCanBeLookedAt() throws IOException {
        site.write("content/en/news/2026-02-27-boats.md", "---\ntitle: Boats\ndraft: yes\n---\nOut.\n");
        site.write("content/en/news/2026-03-01-water.md", "---\ntitle: Water\ndraft: true\n---\n");
        SitePages pages = site.start();
        assertEquals(List.of(), pages.problems());
        assertEquals("no page", site.body("/en/news/boats"));
        assertEquals("nothing to list", "no page", site.body("/en/news"));
        assertTrue(pages.preview("news/2026-02-27-boats", "en", List.of()).html().contains("Boats"));
    }

    @Test
    public void aDraftMaySaySoInAnyWayOfYaml() throws IOException {
        site.isAt("https://give.example");
        for (String said : List.of("True", "Yes", "on", "YES", "\"yes\"")) {
            site.write("content/en/news/2026-02-27-boats.md", "---\ntitle: Boats\ndraft: " + said + "\n---\nOut.\n");
            assertEquals(said, List.of(), site.problems());
            assertEquals(said, "no page", site.body("/en/news/boats"));
            assertFalse(said, site.body("/en/news/feed.xml").contains("Boats"));
            assertFalse(said, site.body("/sitemap.xml").contains("boats"));
        }
        for (String said : List.of("No", "false", "Off")) {
            site.write("content/en/news/2026-02-27-boats.md", "---\ntitle: Boats\ndraft: " + said + "\n---\nOut.\n");
            assertEquals(said, List.of(), site.problems());
            assertTrue(said, site.body("/en/news/boats").contains("Boats"));
        }
    }

    @Test
    public void whatIsNeitherYesNorNoIsSaidAndShownToNobody() throws IOException {
        site.write("content/en/news/2026-02-27-boats.md", "---\ntitle: 'A draft: no'\ndraft: almost\n---\ndraft:"
                + " yes\n");
        assertEquals(List.of("site/content/en/news/2026-02-27-boats.md, line 3: draft: expected yes or no, found 'almost'"),
                site.problems());
        assertEquals("no page", site.body("/en/news/boats"));
    }

    /** The others are not its fault. */
    @Test
    public void whatIsNeitherYesNorNoHoldsNothingElseBack() throws IOException {
        site.problems();
        site.write("content/en/news/2026-02-26-maybe.md", "---\ntitle: Maybe\ndraft: maybe\n---\n");
        site.write("content/en/news/2026-02-27-boats.md", "---\ntitle: Boats\n---\nHome again.\n");
        assertEquals(List.of("site/content/en/news/2026-02-26-maybe.md, line 3: draft: expected yes or no, found 'maybe'"),
                site.problems());
        assertTrue(site.body("/en/news/boats").contains("Home again"));
        assertEquals("no page", site.body("/en/news/maybe"));
    }

    @Test
    public void onlyNewsCanBeDrafts() throws IOException {
        site.write("content/en/about.md", "---\ntitle: About\n---\n");
        assertEquals(List.of(), site.problems());
        site.write("content/en/about.md", "---\ndraft: yes\ntitle: Changed\n---\n");
        assertEquals(List.of("site/content/en/about.md, line 2: draft: only news can be drafts, and this page would be shown:"
                + " take this line away, or the file out of content/"), site.problems());
        assertFalse("what was good stays", site.body("/en/about").contains("Changed"));
        site.write("content/en/about.md", "---\ntitle: About\ndraft: no\n---\n");
        assertEquals(List.of(), site.problems());
    }

    @Test
    public void aDraftTakesNoAddressFromWhatIsShown() throws IOException {
        site.isAt("https://give.example");
        site.write("content/en/news/2026-02-26-boats.md", "---\ntitle: Hidden\ndraft: yes\n---\n[Gone](gone)\n");
        site.write("content/en/news/2026-03-02-water.md", "---\ntitle: Tomorrow\n---\n");
        site.problems();
        assertEquals("February 27, 2026|Boats|<p>Out.</p>\n", site.body("/en/news/boats"));
        assertEquals("2026-03-01 /en/news/water Water;2026-02-27 /en/news/boats Boats;", site.body("/en/news"));
        assertEquals("a draft beside it is no mistake, and one of tomorrow will be", List.of(
                "site/content/en/news/2026-03-02-water.md: another entry has this name on another day, and only one of them is"
                + " shown: give this one another name"), site.problems());
        assertTrue(site.body("/sitemap.xml").contains("<loc>https://give.example/en/news/boats</loc>"));
    }

    @Test
    public void ofTwoWithOneAddressTheListHasTheOneThatIsThere() throws IOException {
        site.write("content/en/news/2026-02-28-water.md", "---\ntitle: Before\n---\n");
        assertEquals(1, site.problems().size());
        assertTrue(site.body("/en/news/water").contains("Before"));
        assertEquals("2026-02-28 /en/news/water Before;2026-02-27 /en/news/boats Boats;", site.body("/en/news"));
    }

    @Test
    public void aListMayHaveWordsOfItsOwn() throws IOException {
        Files.delete(site.path("content/en/news/2026-02-27-boats.md"));
        Files.delete(site.path("content/en/news/2026-03-01-water.md"));
        site.write("content/en/news.md", "---\ntitle: From the delta\n---\n");
        assertEquals(List.of(), site.problems());
        assertEquals("", site.body("/en/news"));
    }

    @Test
    public void whatIsNoEntryIsSaid() throws IOException {
        site.write("content/en/news/2026-02-28-water.md", "---\ntitle: Again\npicture: gone.jpg\n---\n");
        site.write("content/en/news/2026-02-30-never.md", "---\ntitle: Never\n---\n");
        assertEquals(List.of("site/content/en/news/2026-03-01-water.md: another entry has this name on another day, and only"
                + " one of them is shown: give this one another name", "site/content/en/news/2026-02-30-never.md: expected a name"
                + " such as 2026-03-01-new-boat.md; without a day it is a page and no news", "site/content/en/news/"
                + "2026-02-28-water.md: picture: there is no file assets/gone.jpg").stream().sorted().toList(),
                site.problems().stream().sorted().toList());
        assertTrue(site.body("/en/news/2026-02-30-never").contains("Never"));
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

    @Test
    public void theDefaultSiteShowsTheLatestThreeOnItsHomePage() throws IOException {
        Files.write(shipped.path("assets/boat.png"), Files.readAllBytes(Path.of("../../../docs/home.png")));
        for (int day = 1; day <= 4; day++) {
            for (String language : List.of("en", "nl", "ar")) {
                Files.writeString(shipped.path("content/" + language + "/news/2025-01-0" + day + "-old" + day + ".md"),
                        "---\ntitle: Old " + day + "\npicture: boat.png\nalt: A boat\n---\n", StandardCharsets.UTF_8);
                Files.deleteIfExists(shipped.path("content/" + language + "/news/2026-11-20-first-boats.md"));
            }
        }
        assertEquals(List.of(), shipped.pages().problems());
        Document home = Jsoup.parse(shipped.body("/nl/"));
        assertEquals(List.of("/nl/news/old4", "/nl/news/old3", "/nl/news/old2"),
                home.select(".news .entry a").eachAttr("href"));
        assertEquals("https://give.example/nl/news/feed.xml", home.select("link[type=application/atom+xml]").attr("href"));
        Document entry = Jsoup.parse(shipped.body("/ar/news/old1"));
        assertEquals("A boat", entry.select("article img").attr("alt"));
        assertEquals("article", entry.select("meta[property=og:type]").attr("content"));
        assertTrue(entry.select("script[type*=json]").first().data().contains("\"datePublished\":\"2025-01-01\""));
        assertEquals(4, Jsoup.parse(shipped.body("/en/news")).select("h2.entry").size());
    }

    /** A phone need not fetch what a large screen shows. */
    @Test
    public void aPictureInSeveralWidthsIsFetchedInTheOneThatIsShown() throws IOException {
        Path assets = Files.createDirectories(shipped.path("assets/news"));
        picture(assets.resolve("boat.jpg"), 1600);
        picture(assets.resolve("boat.480w.jpg"), 480);
        Files.writeString(shipped.path("content/en/news/2026-11-20-first-boats.md"),
                "---\ntitle: Boats\npicture: news/boat.jpg\nalt: A boat\n---\nText.\n", StandardCharsets.UTF_8);
        assertEquals(List.of(), shipped.pages().problems());
        for (String path : List.of("/en/", "/en/news", "/en/news/first-boats")) {
            Element picture = Jsoup.parse(shipped.body(path)).select("main img[alt=A boat]").first();
            String widths = picture.attr("srcset");
            assertTrue(path + ": " + widths, widths.contains("/boat.480w.") && widths.contains(" 480w, ") && widths.endsWith(" 1600w"));
            assertTrue(path, picture.hasAttr("sizes") && picture.attr("width").equals("1600"));
            assertEquals(path, "async", picture.attr("decoding"));
        }
        assertEquals("only when somebody comes near", "lazy", Jsoup.parse(shipped.body("/en/")).select("main img[alt=A boat]").attr("loading"));
    }

    private static void picture(Path file, int width) throws IOException {
        ImageIO.write(new BufferedImage(width, width / 2, BufferedImage.TYPE_INT_RGB), "jpeg", file.toFile());
    }
}

package org.groundswell.pages.site;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import org.junit.Rule;
import org.junit.Test;

/** What search engines and those who show cards of pages find. */
public class FoundPagesTest {
    private static final String HERE = "https://give.example";
    @Rule
    public final ShippedSite site = new ShippedSite();

    @Test
    public void aPageNamesItselfInAllLanguages() throws IOException {
        assertEquals(List.of(), site.pages().problems());
        Document about = page("/nl/about");
        assertEquals(HERE + "/nl/about", about.select("link[rel=canonical]").attr("href"));
        assertEquals(HERE + "/nl/about", about.select("meta[property=og:url]").attr("content"));
        for (String language : List.of("en", "nl", "ar")) {
            assertEquals(HERE + "/" + language + "/about", alternate(about, language));
        }
        assertEquals("the first language is for all others", HERE + "/en/about", alternate(about, "x-default"));
        assertEquals("the root asks the reader's browser", HERE + "/", alternate(page("/ar/"), "x-default"));
        assertEquals("summary", about.select("meta[name=twitter:card]").attr("content"));
        assertFalse(about.select("meta[property=og:description]").attr("content").isBlank());
    }

    @Test
    public void aLanguageThatLacksThePageIsNotNamed() throws IOException {
        Files.delete(site.path("content/nl/about.md"));
        site.pages();
        assertEquals("", alternate(page("/en/about"), "nl"));
        assertEquals(HERE + "/ar/about", alternate(page("/en/about"), "ar"));
        assertFalse(site.body("/sitemap.xml").contains("/nl/about"));
    }

    @Test
    public void withoutAnAddressNothingIsSaidRatherThanSomethingWrong() throws IOException {
        site.hasNoAddress();
        assertEquals(List.of(), site.pages().problems());
        Document home = page("/en/");
        assertEquals(0, home.select("link[rel=canonical], link[rel=alternate], meta[property], script[type*=json]").size());
        assertFalse(site.has("/sitemap.xml"));
        assertFalse(site.body("/robots.txt").contains("Sitemap"));
    }

    @Test
    public void pagesThatAreNobodyElsesAreNotFound() throws IOException {
        site.pages();
        assertEquals(0, page("/en/thanks").select("link[rel=canonical]").size());
        assertFalse(site.body("/sitemap.xml").contains("thanks"));
    }

    @Test
    public void whoCollectsAndWhereOneGivesIsData() throws IOException {
        site.change("site.yaml", "name: Higher Ground", "name: \"</script><b> & Higher\"");
        site.pages();
        JsonArray graph = graph("/nl/");
        JsonObject ngo = graph.get(0).getAsJsonObject();
        assertEquals("NGO", ngo.get("@type").getAsString());
        assertEquals("</script><b> & Higher", ngo.get("name").getAsString());
        JsonObject action = graph.get(1).getAsJsonObject();
        assertEquals("DonateAction", action.get("@type").getAsString());
        assertEquals(HERE + "/nl/donate", action.getAsJsonObject("target").get("urlTemplate").getAsString());
        assertEquals("EUR", action.get("priceCurrency").getAsString());
        assertEquals(0, page("/nl/about").select("script[type*=json]").size());
    }

    @Test
    public void thePictureOfAPageIsThatOfItsCard() throws IOException {
        Files.copy(ShippedSite.SHIPPED.resolve("../../docs/home.png"), site.path("assets/boat.png"));
        site.change("content/en/about.md", "menu: About us", "menu: About us\npicture: boat.png\nalt: A boat");
        assertEquals(List.of(), site.pages().problems());
        Document about = page("/en/about");
        assertTrue(about.html(), about.select("meta[property=og:image]").attr("content")
                .matches(HERE + "/assets/boat\\.[0-9a-f]+\\.png"));
        assertEquals("A boat", about.select("meta[property=og:image:alt]").attr("content"));
        assertEquals("summary_large_image", about.select("meta[name=twitter:card]").attr("content"));
    }

    /** Whoever passes a story on shows at least whose it is. */
    @Test
    public void aPageWithoutAPictureHasThatOfTheHomePage() throws IOException {
        Files.copy(ShippedSite.SHIPPED.resolve("../../docs/home.png"), site.path("assets/boat.png"));
        site.change("content/en/home.md", "title: Flood appeal", "title: Flood appeal\npicture: boat.png\nalt: Our boat");
        assertEquals(List.of(), site.pages().problems());
        for (String path : List.of("/en/news/first-boats", "/en/about", "/nl/about", "/en/")) {
            Document page = page(path);
            assertTrue(path, page.select("meta[property=og:image]").attr("content").matches(HERE + "/assets/boat\\.[0-9a-f]+\\.png"));
            assertEquals(path, path.startsWith("/nl/") ? "" : "Our boat", page.select("meta[property=og:image:alt]").attr("content"));
        }
        assertEquals("shown to nobody on the page", 0, page("/en/news/first-boats").select("main img[alt='Our boat']").size());
    }

    @Test
    public void theMapHasEachPageWithItsOthersAndItsDay() throws IOException {
        Files.setLastModifiedTime(site.path("content/en/about.md"), FileTime.from(Instant.parse("2026-03-01T23:30:00Z")));
        site.pages();
        Document map = Jsoup.parse(site.body("/sitemap.xml"), Parser.xmlParser());
        var about = map.select("url").stream().filter(url -> url.select("loc").text().equals(HERE + "/en/about")).findFirst()
                .orElseThrow();
        assertEquals("in the site's time zone", "2026-03-02", about.select("lastmod").text());
        assertEquals(4, about.getElementsByTag("xhtml:link").size());
        assertTrue(site.body("/sitemap.xml"), map.select("loc").eachText().containsAll(List.of(HERE + "/ar/",
                HERE + "/nl/donate")));
        assertTrue(site.body("/robots.txt").endsWith("\nSitemap: " + HERE + "/sitemap.xml\n"));
    }

    @Test
    public void whatTheFolderSaysItselfStays() throws IOException {
        Files.writeString(site.path("root/robots.txt"), "Sitemap: https://elsewhere.example/map.xml");
        Files.writeString(site.path("root/sitemap.xml"), "<mine/>");
        site.pages();
        assertEquals("Sitemap: https://elsewhere.example/map.xml", site.body("/robots.txt"));
        assertEquals("<mine/>", site.body("/sitemap.xml"));
    }

    private Document page(String path) {
        return Jsoup.parse(site.body(path));
    }

    private static String alternate(Document page, String language) {
        return page.select("link[rel=alternate][hreflang=" + language + "]").attr("href");
    }

    private JsonArray graph(String path) {
        return JsonParser.parseString(page(path).select("script[type=application/ld+json]").first().data())
                .getAsJsonObject().getAsJsonArray("@graph");
    }
}

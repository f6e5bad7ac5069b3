package org.groundswell.pages.site;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.groundswell.edge.api.snapshots.Snapshot;
import org.groundswell.pages.api.Campaign;
import org.groundswell.pages.site.Figures.CampaignFigures;
import org.joda.money.Money;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** What other sites may put on their pages. */
public class EmbedsTest {
    @Rule
    public final ShippedSite site = new ShippedSite();
    private LoadedSite loaded;

    @Before
    public void load() throws IOException {
        site.change("site.yaml", "name: Higher Ground", "name: \"<b>&\\\\\"Ground\"");
        var problems = new ArrayList<Problem>();
        loaded = SiteLoader.load(SiteFolder.read(site.path("."), problems), Shipped.NOTHING, problems).orElseThrow();
        assertEquals(List.of(), problems);
    }

    @Test
    public void aPageForAFrameIsAPictureAndALinkAndRunsNothing() {
        Document page = Jsoup.parse(text("/embed/flood/nl", false));
        Element link = page.select("a").first();
        assertEquals("https://give.example/nl/donate", link.attr("href"));
        assertEquals("/embed/flood/nl.svg", link.select("img").attr("src"));
        assertEquals("Actie overstroming delta: € 50.000 opgehaald van € 250.000",
                link.select("img").attr("alt").replace('\u00a0', ' '));
        assertEquals(0, page.select("script, style, [style], form").size());
        assertEquals("noindex", page.select("meta[name=robots]").attr("content"));
        assertTrue("of the first language", text("/embed/flood", false).contains("https://give.example/en/donate"));
    }

    @Test
    public void theMeterIsWellFormedAndFillsFromTheSideOnWhichReadersBegin() {
        Document english = Jsoup.parse(text("/embed/flood.svg", false), Parser.xmlParser());
        assertEquals("<b>&\"Ground", english.select("text").first().text());
        assertEquals("24", bar(english).attr("x"));
        assertEquals("110", bar(english).attr("width"));
        Document arabic = Jsoup.parse(text("/embed/flood/ar.svg", false), Parser.xmlParser());
        assertEquals("466", bar(arabic).attr("x"));
        assertEquals("rtl", arabic.select("svg").attr("direction"));
    }

    @Test
    public void testsAreNotShownAsGifts() {
        assertFalse(text("/embed/flood.svg", true).contains("50,000 ") || text("/embed/flood.svg", true).contains(">\u20ac50,000<"));
        assertEquals("0", bar(Jsoup.parse(text("/embed/flood.svg", true), Parser.xmlParser())).attr("width"));
    }

    @Test
    public void allOfItIsForOtherSites() {
        assertTrue(embeds(figures(false)).stream().allMatch(Snapshot::forOtherSites));
        assertEquals(List.of("/embed.css", "/embed.js"), embeds(Figures.UNKNOWN).stream().map(Snapshot::path).toList());
    }

    private static Element bar(Document svg) {
        return svg.select("rect").last();
    }

    private String text(String path, boolean test) {
        return embeds(figures(test)).stream().filter(each -> each.path().equals(path)).findFirst()
                .map(each -> new String(each.bytes(), StandardCharsets.UTF_8)).orElseThrow();
    }

    private List<Snapshot> embeds(Figures figures) {
        return new Embeds(loaded, "https://give.example").of(figures);
    }

    private Figures figures(boolean test) {
        Campaign campaign = loaded.site().campaigns().getFirst();
        return new Figures(Map.of(campaign.id(), new CampaignFigures(Money.ofMajor(campaign.goal().getCurrencyUnit(), 50_000),
                campaign.goal(), 12, 0.2, Instant.EPOCH, List.of(), test)));
    }
}

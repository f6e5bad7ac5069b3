package org.groundswell.pages.site;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.joda.money.Money;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.Rule;
import org.junit.Test;

/** Ways to tell others of a campaign. */
public class ShareTest {
    @Rule
    public final ShippedSite site = new ShippedSite();

    @Test
    public void aCampaignIsSharedByLinksThatSayWhatAndWhere() throws IOException {
        site.change("translations/en.yaml", "Delta flood appeal", "\"Boats & \\\\\"water\\\\\"\"");
        assertEquals(List.of(), site.pages().problems());
        Document home = Jsoup.parse(site.body("/en/"));
        List<String> links = home.select(".share a").eachAttr("href");
        assertEquals(5, links.size());
        for (String link : links) {
            assertTrue(link, link.matches("(https://|mailto:)[^\\s\"<>]+"));
            String read = URLDecoder.decode(link, StandardCharsets.UTF_8);
            assertTrue(read, read.contains("https://give.example/en/"));
        }
        assertTrue(links.get(1), URLDecoder.decode(links.get(1), StandardCharsets.UTF_8)
                .contains("Boats & \"water\": will you help, too?"));
        assertEquals("https://give.example/en/", home.select(".share button").attr("data-share"));
    }

    @Test
    public void whoHasPaidIsAskedAndNobodyBefore() throws IOException {
        SitePages pages = site.pages();
        assertEquals(5, thanks(pages, "paid").select(".share a").size());
        for (String state : List.of("pending", "refunded", "disputed")) {
            assertEquals(state, 0, thanks(pages, state).select(".share a").size());
        }
    }

    @Test
    public void withoutAnAddressThereIsNothingToShare() throws IOException {
        site.hasNoAddress();
        SitePages pages = site.pages();
        assertEquals(0, Jsoup.parse(site.body("/en/")).select(".share").size());
        assertEquals(0, thanks(pages, "paid").select(".share").size());
    }

    private static Document thanks(SitePages pages, String state) {
        return Jsoup.parse(ShippedSite.page(pages, "thanks", "ar", Map.of("state", state, "signed", true, "amount",
                Money.parse("EUR 25"), "refunded", Money.parse("EUR 0"), "checkout", "", "campaign", "flood", "monthly",
                false, "stop", "")));
    }
}

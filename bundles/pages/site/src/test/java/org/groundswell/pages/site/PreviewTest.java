package org.groundswell.pages.site;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.groundswell.pages.api.PageException;
import org.groundswell.pages.api.editing.TextChange;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.Rule;
import org.junit.Test;

/** What an editor sees before it is published is what visitors see then: on the shipped site, in all its languages. */
public class PreviewTest {
    private static final String[][] PAGES = {{"ar", "home"}, {"en", "about"}, {"nl", "contact"}, {"ar", "donate"}, {"en", "news"},
        {"nl", "news/2026-11-20-first-boats"}, {"en", "privacy"}};

    @Rule
    public final ShippedSite site = new ShippedSite();

    @Test
    public void everyPageIsAsVisitorsHaveIt() throws Exception {
        SitePages pages = site.pages();
        for (String[] each : PAGES) {
            assertEquals(String.join(" ", each), seen(site.body(address(each[0], each[1]))),
                    seen(pages.preview(each[1], each[0], List.of()).html()));
        }
    }

    @Test
    public void aDraftIsShownAsItComesOut() throws Exception {
        SitePages pages = site.pages();
        byte[] before = Files.readAllBytes(site.path("content/ar/about.md"));
        var change = new TextChange("content/ar/about.md", TextChange.digest(before), (new String(before, StandardCharsets.UTF_8)
                + "\n\n## Help\n\n| a | b |\n| --- | --- |\n| 1 | 2[^1] |\n\n[^1]: [More](contact)\n").getBytes(StandardCharsets.UTF_8));
        String draft = seen(pages.preview("about", "ar", List.of(change)).html());
        assertNotEquals(seen(site.body("/ar/about")), draft);
        pages.publish(List.of(change));
        pages.tick();
        assertEquals(seen(site.body("/ar/about")), draft);
        assertTrue(draft, draft.contains("<h2>Help"));
    }

    /** Each is what donors read at a moment that an editor has no other way to see. */
    @Test
    public void pagesOfOneDonorEachAreShownAsADonorMeetsThem() throws Exception {
        SitePages pages = site.pages();
        for (String language : List.of("en", "nl", "ar")) {
            for (String page : List.of("thanks", "sorry", "onward", "wait", "confirm", "monthly")) {
                String html = pages.preview(page, language, List.of()).html();
                String text = Jsoup.parse(html).text();
                assertTrue(language + " " + page + ": " + text, text.length() > 100 && !text.contains("WWWW"));
            }
        }
        byte[] before = Files.readAllBytes(site.path("content/en/sorry.md"));
        var change = new TextChange("content/en/sorry.md", TextChange.digest(before), "---\ntitle: Sorry\n---\nDo try once more.\n"
                .getBytes(StandardCharsets.UTF_8));
        assertTrue(pages.preview("sorry", "en", List.of(change)).html().contains("Do try once more."));
        String thanks = Jsoup.parse(pages.preview("thanks", "en", List.of()).html()).text();
        assertTrue("once it is paid: " + thanks, thanks.contains("Thank you!") && thanks.contains("\u20ac10"));
        PageException missing = assertThrows(PageException.class, () -> pages.preview("thanking", "en", List.of()));
        assertTrue(missing.getMessage(), missing.getMessage().contains("there is no such page"));
    }

    private static String address(String language, String page) {
        return "/" + language + "/" + (page.equals("home") ? "" : page.replaceFirst("/[0-9]{4}-[0-9]{2}-[0-9]{2}-", "/"));
    }

    /** What is written on a page and in which elements; addresses and scripts apart, of which a preview has none. */
    private static String seen(String html) {
        Element body = Jsoup.parse(html).body();
        body.select("script, style").remove();
        body.getAllElements().forEach(Element::clearAttributes);
        return body.html().replaceAll("\\s+", " ");
    }
}

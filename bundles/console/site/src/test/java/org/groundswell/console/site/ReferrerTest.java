package org.groundswell.console.site;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.List;
import org.junit.Test;

/** Whoever takes a page away knows before what leads to it. */
public class ReferrerTest extends EditedSite {
    private static final String FRONT = "---\ntitle: x\n---\n";

    @Test
    public void itIsSaidBeforeAPageIsTakenAway() throws Exception {
        site.write("content/en/about.md", FRONT + "[Own](about#a)\n");
        site.write("content/en/faq.md", FRONT + "\n[Us](../about.md#team) and ![a](about.jpg)\n");
        site.write("content/nl/faq.md", FRONT + "[Ons][1] [elders](/en/about?x=1) [niet](aboutus)\n\n[1]: </about/> 'x'\n");
        site.write("site.yaml", "name: x\nmenu: [faq, about]\n");
        new Form("page/plan").with("text-en", FRONT + "[Us](about)\n").send("save", "noor");
        assertEquals(List.of(new Referrer("content/en/faq.md", 5, ""), new Referrer("content/nl/faq.md", 4, ""),
                new Referrer("content/nl/faq.md", 6, ""), new Referrer("site.yaml", 2, ""), new Referrer("content/en/plan.md", 4, "noor")),
                desk.referrers(Item.page("about")));
        for (String language : List.of("en", "nl", "ar")) {
            frame.language = language;
            String page = new Form("page/about").page;
            String asked = page.substring(page.indexOf("name=\"live\""), page.indexOf("name=\"sure\""));
            assertTrue(asked, asked.contains("content/en/faq.md") && asked.contains("text=page%2Fplan") && asked.contains("noor"));
        }
        frame.language = "en";
        assertFalse("nothing leads there", new Form("page/faq").page.contains("content/en/plan.md"));
    }

    @Test
    public void newsAreLinkedWithoutTheirDayAndCampaignsWithoutTheirFolder() throws Exception {
        site.write("content/en/faq.md", FRONT + "[a](news/boats) [b](/nl/school)\n");
        assertEquals(1, desk.referrers(Item.page("news/2026-03-01-boats")).size());
        assertEquals(1, desk.referrers(Item.page("campaigns/school")).size());
        assertEquals(0, desk.referrers(Item.page("boats")).size());
    }
}

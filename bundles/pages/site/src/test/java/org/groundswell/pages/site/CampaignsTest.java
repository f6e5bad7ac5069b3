package org.groundswell.pages.site;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.groundswell.edge.api.snapshots.Snapshot;
import org.joda.money.Money;
import org.jsoup.Jsoup;
import org.junit.Rule;
import org.junit.Test;

/** Several campaigns on the shipped site, and what their amounts do. */
public class CampaignsTest {
    private static final String SECOND = """
              - id: school
                currency: JPY
                goal: 900000
                amounts: [1000, 3000, 5000]
            """;
    @Rule
    public final ShippedSite site = new ShippedSite();

    @Test
    public void aSecondCampaignHasItsOwnPageFormAndAmounts() throws IOException {
        second("School");
        assertEquals(List.of(), site.pages().problems());
        String page = site.body("/nl/school");
        assertTrue(page, page.contains("<h1>School nl</h1>") && page.contains("JP¥\u00a0900.000"));
        assertTrue(page, page.contains("href=\"/nl/school/donate\""));
        assertTrue("in other languages, too", page.contains("hreflang=\"en\" href=\"https://give.example/en/school\""));
        String form = site.body("/nl/school/donate");
        assertEquals(List.of("1000", "3000", "5000"), values(form, "amount"));
        assertTrue(form, form.contains("name=\"campaign\" value=\"school\""));
        assertTrue(form, form.contains("name=\"currency\" value=\"JPY\""));
        assertTrue(form, form.contains("hreflang=\"ar\" href=\"https://give.example/ar/school/donate\""));
        assertTrue("the other one is a way off", form.contains("<a href=\"/nl/donate\" data-campaign=\"flood\">Actie"));
        assertEquals(List.of("10", "25", "50", "100"), values(site.body("/en/donate"), "amount"));
        assertTrue(site.body("/en/").contains("<a href=\"/en/school\">School en</a>"));
        assertFalse("the home page is its page", site.has("/en/flood") || site.has("/en/flood/donate"));
    }

    @Test
    public void aCampaignSaysItsOwnWords() throws IOException {
        second("School");
        for (String language : List.of("en", "nl", "ar")) {
            write("content/" + language + "/campaigns/school.md", "---\ntitle: A school\nthanks: See you at school "
                    + language + "\ngifts: { title: For, 2: { title: A desk, text: For two } }\n---\nIt has no roof.\n");
        }
        write("content/en/about.md", "---\ntitle: About\n---\n[school](school) [school](campaigns/school)\n");
        SitePages pages = site.pages();
        assertEquals(List.of(), pages.problems());
        assertTrue(site.body("/en/school").contains("<p>It has no roof.</p>"));
        assertTrue(site.body("/en/school"), site.body("/en/school").contains("<a href=\"/en/school/donate?amount=5000\""));
        assertTrue(site.body("/en/school/donate").contains("<strong>A desk</strong> For two"));
        assertEquals(2, site.body("/en/about").split("<a href=\"/en/school\"", -1).length - 1);
        var paid = new HashMap<String, Object>(Map.of("state", "paid", "signed", true, "amount", Money.parse("JPY 5000"),
                "campaign", "school", "monthly", false, "stop", "", "refunded", Money.parse("JPY 0")));
        String thanks = ShippedSite.page(pages, "thanks", "en", paid);
        assertTrue(thanks, thanks.contains("See you at school en") && thanks.contains("<a href=\"/en/school\">Back"));
        paid.put("campaign", "flood");
        assertFalse(ShippedSite.page(pages, "thanks", "en", paid).contains("at school"));
    }

    /** Whoever gave to it gave to nothing else. */
    @Test
    public void aGiftToACampaignThatIsGoneIsHeadedWithNoOther() throws IOException {
        second("School");
        for (String language : List.of("en", "nl", "ar")) {
            site.change("translations/" + language + ".yaml", "campaign: \\{", "campaign: { old.title: Old " + language + ",");
        }
        site.change("content/en/home.md", "(?m)^title:", "thanks: The delta thanks you\ntitle:");
        SitePages pages = site.pages();
        var paid = new HashMap<String, Object>(Map.of("state", "paid", "signed", true, "amount", Money.parse("JPY 5000"),
                "campaign", "flood", "monthly", false, "stop", "", "refunded", Money.parse("JPY 0")));
        assertTrue(ShippedSite.page(pages, "thanks", "en", paid).contains("The delta thanks you"));
        Map.of("old", List.of("Old en"), "gone", List.of()).forEach((campaign, heading) -> {
            paid.put("campaign", campaign);
            var page = Jsoup.parse(ShippedSite.page(pages, "thanks", "en", paid));
            assertEquals(heading, page.select(".eyebrow").eachText());
            assertFalse(page.text(), page.text().contains("The delta thanks you"));
            assertEquals("nobody is asked to give to what is gone", 0, page.select(".share").size());
            assertEquals("/en/", page.select("main a").last().attr("href"));
        });
    }

    @Test
    public void aNameThatIsAPagesIsRefusedWithItsLine() throws IOException {
        int line = Files.readString(site.path("site.yaml")).split("\n").length + 1;
        second("School");
        SitePages pages = site.pages();
        String good = Files.readString(site.path("site.yaml"));
        Files.createDirectories(site.path("root/en"));
        write("root/en/map", "x");
        write("content/nl/press.md", "---\ntitle: Press\ntranslated: no\n---\n");
        for (String taken : List.of("about", "home", "donate", "error", "wait", "press", "map")) {
            Files.writeString(site.path("site.yaml"), good.replace("id: school", "id: " + taken));
            pages.tick();
            assertEquals(taken + pages.problems(), 1, pages.problems().stream().filter(each -> each.startsWith(
                    "site/site.yaml, line " + line + ": id: '" + taken + "' is the name of something else (")).count());
            assertTrue("visitors see what they saw", site.has("/en/school") && site.body("/en/about").contains("fishing"));
        }
        Files.writeString(site.path("site.yaml"), good);
        pages.tick();
        assertEquals(List.of(), pages.problems());
    }

    @Test
    public void whatALaterStartFindsRefusedHasItsPages() throws IOException {
        second("School");
        site.change("site.yaml", "id: school", "id: about");
        SitePages pages = site.pages();
        assertTrue(pages.problems().toString(),
                pages.problems().getFirst().contains("'about' is the name of something else"));
        assertTrue(site.body("/en/about").contains("fishing boats"));
    }

    @Test
    public void wordsThatAreMissingAreSaidAndNothingIsHeldBack() throws IOException {
        Files.writeString(site.path("site.yaml"), SECOND, java.nio.file.StandardOpenOption.APPEND);
        write("content/en/campaigns/school.md", "---\ntitle: A school\n---\n");
        write("content/en/campaigns/scool.md", "---\ntitle: A school\n---\n");
        SitePages pages = site.pages();
        var expected = new ArrayList<>(List.of("site/content/en/campaigns/scool.md: there is no campaign of this name in"
                + " site.yaml: the page is not shown"));
        expected.add("site/translations/en.yaml: campaign.school.title: expected this text, what the campaign is called; its id"
                + " is shown (also in translations/nl.yaml, translations/ar.yaml)");
        for (String language : List.of("ar", "nl")) {
            expected.add("site/content/" + language + "/campaigns/school.md: expected this file as in another language; the"
                    + " page has no words but its title");
        }
        assertEquals(expected.stream().sorted().toList(), pages.problems().stream().sorted().toList());
        assertTrue(pages.isWhole());
        assertTrue(site.body("/nl/school").contains("<h1>school</h1>"));
        assertFalse(site.has("/en/scool") || site.has("/en/campaigns/scool"));
    }

    @Test
    public void giftCardsChooseTheirAmount() throws IOException {
        site.pages();
        for (String language : List.of("en", "nl", "ar")) {
            String form = "/" + language + "/donate?amount=";
            assertEquals(List.of(form + "10", form + "25", form + "50", form + "100"),
                    Jsoup.parse(site.body("/" + language + "/")).select("a[data-fill]").eachAttr("href"));
        }
    }

    @Test
    public void anAmountSaysWhatItDoesAndMonthlyGiftsHaveTheirOwn() throws IOException {
        SitePages pages = site.pages();
        String html = form(pages, Map.of());
        assertEquals(List.of("10", "25", "50", "100"), values(html, "amount"));
        assertEquals(List.of("5", "10", "20", "50"), values(html, "monthlyAmount"));
        assertEquals("one of each way", List.of("25", "10"), chosen(html));
        assertTrue(html, html.contains("aria-describedby=\"does-amount-1\"")
                && html.contains("id=\"does-amount-1\"><strong>Clean water</strong> Filters"));
        assertTrue(html, html.contains("id=\"does-monthlyAmount-1\"><strong>A dry floor</strong>"));
        assertEquals(List.of("25", "20"), chosen(form(pages, Map.of("monthly", "yes", "amount", "20"))));
        assertEquals(List.of("100", "10"), chosen(form(pages, Map.of("amount", "100"))));
        assertEquals("the other way's stays, too", List.of("100", "20"),
                chosen(form(pages, Map.of("monthly", "yes", "amount", "20", "onceAmount", "100"))));
        assertEquals(List.of("100", "5"), chosen(form(pages, Map.of("amount", "100", "monthlyAmount", "5"))));
        String typed = form(pages, Map.of("monthly", "yes", "amount", "25"));
        assertEquals("no tile of this way has it", List.of(), chosen(typed));
        assertEquals("25", Jsoup.parse(typed).select("#other").attr("value"));
        site.change("site.yaml", "(?m)^    monthly: .*\n", "");
        pages.tick();
        String same = form(pages, Map.of("monthly", "yes", "amount", "50"));
        assertEquals("one list for both", List.of("50"), chosen(same));
        assertFalse(same.contains("monthlyAmount"));
        site.change("site.yaml", "amounts: \\[.*\\]", "amounts: [15]");
        pages.tick();
        assertEquals("there is no second one", List.of("15"), chosen(form(pages, Map.of())));
    }

    @Test
    public void anAddressFillsTheFormsAndNothingElse() throws IOException {
        second("School");
        site.pages();
        for (String form : List.of("/en/donate", "/ar/school/donate")) {
            Snapshot snapshot = site.snapshot(form);
            assertTrue(form, snapshot.isFilledBy("amount=25") && snapshot.isFilledBy("campaign=school"));
        }
        assertFalse(site.snapshot("/en/").isFilledBy("amount=25") || site.snapshot("/en/school").isFilledBy("amount=25"));
    }

    @Test
    public void aMenuMayNameACampaign() throws IOException {
        second("School");
        site.change("site.yaml", "menu: \\[about", "menu: [school, about");
        assertEquals(List.of(), site.pages().problems());
        assertTrue(site.body("/en/school").contains("<a href=\"/en/school\" aria-current=\"page\">School en</a>"));
    }

    private void second(String title) throws IOException {
        Files.writeString(site.path("site.yaml"), SECOND, java.nio.file.StandardOpenOption.APPEND);
        for (String language : List.of("en", "nl", "ar")) {
            site.change("translations/" + language + ".yaml", "campaign: \\{",
                    "campaign: { school.title: " + title + " " + language + ",");
        }
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(site.path(name).getParent());
        Files.writeString(site.path(name), text);
    }

    private static String form(SitePages pages, Map<String, String> typed) {
        return ShippedSite.page(pages, "donate", "en", Map.of("campaign", "flood", "form", typed, "errors", Map.of(),
                "key", "k", "choices", List.of(Map.of("provider", "a", "label", "A", "monthly", true))));
    }

    private static List<String> values(String html, String field) {
        return Jsoup.parse(html).select("[name=" + field + "][data-amount]").eachAttr("value");
    }

    private static List<String> chosen(String html) {
        return Jsoup.parse(html).select("[checked][data-amount]").eachAttr("value");
    }
}

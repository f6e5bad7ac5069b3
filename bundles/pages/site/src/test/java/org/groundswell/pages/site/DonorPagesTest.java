package org.groundswell.pages.site;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.joda.money.Money;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import org.junit.Rule;
import org.junit.Test;

/** What the shipped templates make of a donor's mistakes, amounts and languages. */
public class DonorPagesTest {
    @Rule
    public final ShippedSite site = new ShippedSite();

    @Test
    public void mistakesAreNamedAndLinkedAtTheTopOfThePage() throws IOException {
        SitePages pages = site.pages();
        var errors = new LinkedHashMap<>(Map.of("email", "No address", "amount", "No amount", "name", "Too long",
                "message", "Longer", "monthly", "Not monthly", "provider", "Not offered"));
        String html = ShippedSite.page(pages, "donate", "en", Map.of("form", Map.of("other", "x"), "errors", errors,
                "key", "k", "choices", List.of(Map.of("provider", "a", "label", "A", "monthly", true),
                        Map.of("provider", "b", "label", "B", "monthly", false))));
        assertTrue(html, html.contains("<title>Error: "));
        Document page = Jsoup.parse(html);
        assertEquals("in the order of the page", List.of("monthly", "amount", "name", "email", "message", "provider"),
                summary(html).select("a[href^=#]").eachAttr("href").stream().map(each -> each.substring(1)).map(id ->
                        errors.keySet().stream().filter(field -> linked(html, id, field)).findFirst().orElse(id + "?"))
                        .toList());
        assertTrue("a field is named where its message does not", summary(html).text().contains("Your name Too long"));
        assertNotNull("it has the focus", page.selectFirst(".problems[tabindex=-1][autofocus]"));
        assertEquals("before the words of the page", List.of("div", "h1"),
                page.select("div.problems, h1").stream().map(Element::tagName).toList());
    }

    /** As on every other page, for those who hear it. */
    @Test
    public void aMonthlyGiftThatCouldNotBeEndedSaysSoFirst() throws IOException {
        String html = ShippedSite.page(site.pages(), "monthly", "en", Map.of("state", "failed", "amount", Money.parse("EUR 25"),
                "donation", "d", "signature", "s"));
        assertTrue(html, html.contains("<title>Error: "));
        assertNotNull("it has the focus", Jsoup.parse(html).selectFirst(".problems[role=alert][tabindex=-1][autofocus]"));
    }

    @Test
    public void aMessageWithoutAFieldIsASummaryToo() throws IOException {
        SitePages pages = site.pages();
        String html = ShippedSite.form(pages, "nl", Map.of(), Map.of("form", "Nu even niet"));
        assertTrue(html, html.contains("<title>Fout: ") && summary(html).text().contains("Nu even niet"));
        assertEquals(html, 0, summary(html).select("a[href^=#]").size());
        String contact = ShippedSite.page(pages, "contact", "en", Map.of("form", Map.of(), "state", "", "errors",
                Map.of("email", "No address")));
        assertTrue(contact, contact.contains("<title>Error: ") && summary(contact).select("a[href=#email]").size() == 1);
        assertFalse(ShippedSite.form(pages, "en", Map.of(), Map.of()).contains("problems"));
    }

    @Test
    public void onlyTheAmountThatWasTypedIsChosen() throws IOException {
        SitePages pages = site.pages();
        assertEquals(List.of("25"), chosen(ShippedSite.form(pages, "en", Map.of(), Map.of())));
        assertEquals(List.of("50"), chosen(ShippedSite.form(pages, "en", Map.of("amount", "50"), Map.of())));
        // With scripts a browser sends no tile beside what was typed.
        assertEquals(List.of(), chosen(ShippedSite.form(pages, "en", Map.of("other", "12.5x"), Map.of("amount", "?"))));
        String unknown = ShippedSite.form(pages, "en", Map.of("amount", "37"), Map.of());
        assertEquals(List.of(), chosen(unknown));
        assertTrue("no tile has it", unknown.contains("value=\"37\""));
        assertEquals(List.of(), chosen(ShippedSite.form(pages, "en", Map.of("other", "7", "amount", "25"), Map.of())));
    }

    @Test
    public void aSuggestedAmountIsSentAsItsLanguageWritesIt() throws IOException {
        site.change("site.yaml", "currency: EUR", "currency: KWD");
        site.change("site.yaml", "amounts: .*", "amounts: [1, 12.5, 12.505, 100]");
        SitePages pages = site.pages();
        assertEquals(List.of(), pages.problems());
        assertTrue(site.body("/en/donate").contains("value=\"12.505\""));
        assertTrue(site.body("/en/donate").contains("value=\"12.500\""));
        assertTrue("not twelve thousand", site.body("/nl/donate").contains("value=\"12,505\""));
        assertTrue(site.body("/nl/donate").contains(">KWD\u00a012,500<"));
    }

    @Test
    public void examplesAreInTheCampaignsCurrency() throws IOException {
        assertTrue(site.pages().problems().isEmpty());
        assertTrue(site.body("/nl/donate").contains("(bijvoorbeeld 10 of 10,50)</span></label>"));
        assertTrue("one kind of digits", site.body("/ar/donate").contains("(مثلًا 10 أو 10.50)</span></label>"));
        site.change("site.yaml", "currency: EUR", "currency: JPY");
        site.change("site.yaml", "amounts: .*", "amounts: [1000, 3000, 5000, 10000]");
        assertEquals(List.of(), site.pages().problems());
        assertTrue(site.body("/en/donate").contains("(for example 1000)</span></label>"));
        assertTrue(site.body("/en/donate").contains(">¥1,000<"));
    }

    @Test
    public void anAddressIsAskedForOnlyWhereTheSiteWantsIt() throws IOException {
        SitePages pages = site.pages();
        assertFalse(site.body("/en/donate").contains("name=\"address\""));
        Path file = site.path("site.yaml");
        Files.writeString(file, Files.readString(file).replaceFirst("askAddress: false", "askAddress: true"));
        pages.tick();
        assertEquals(List.of(), pages.problems());
        for (String language : List.of("en", "nl", "ar")) {
            assertTrue(language, site.body("/" + language + "/donate").contains("name=\"address\""));
        }
        String again = ShippedSite.page(pages, "donate", "en", Map.of("campaign", "flood", "key", "k", "choices",
                List.of(), "form", Map.of("address", "Kade 1\n<b>Leiden"), "errors", Map.of("address", "too long")));
        assertTrue(again, again.contains("Kade 1\n&lt;b&gt;Leiden</textarea>") && linked(again, "address", "address"));
    }

    @Test
    public void aPageThatWaitsGoesOnWithoutMetaRefresh() throws IOException {
        SitePages pages = site.pages();
        var result = Map.of("state", "pending", "signed", true, "amount", Money.parse("EUR 25"), "refunded",
                Money.parse("EUR 0"), "checkout", "", "campaign", "flood", "monthly", false, "stop", "");
        var turn = Map.of("refresh", "5", "amount", Money.parse("EUR 25"), "monthly", false, "closed", false, "place",
                7, "minutes", 2);
        for (String html : List.of(ShippedSite.page(pages, "thanks", "en", result),
                ShippedSite.page(pages, "wait", "en", turn))) {
            Document page = Jsoup.parse(html);
            assertEquals(html, page.select("[http-equiv]"), page.select("noscript [http-equiv]"));
            assertTrue("without scripts", page.select("meta[http-equiv=refresh]").attr("content").matches("15|30"));
            assertTrue("with them", page.select("[data-again]").attr("data-again").matches("\\d+"));
            assertNotNull("a link for whoever does not want to wait", page.selectFirst("a.again[href='']"));
        }
    }

    @Test
    public void aReceiptIsPromisedOnlyWhereOneIsSent() throws IOException {
        Map<String, String> promises = Map.of("en", "for your receipt", "nl", "voor uw bewijs", "ar", "لإرسال الإيصال");
        SitePages pages = site.pages();
        assertPromised(pages, promises, false);
        var delivery = new TestDelivery(false);
        site.donations().bindReceiptDelivery(delivery);
        pages.tick();
        assertPromised(pages, promises, false);
        delivery.ready = true;
        pages.tick();
        assertPromised(pages, promises, true);
        delivery.held = true;
        pages.tick();
        assertPromised(pages, promises, true);
        site.donations().unbindReceiptDelivery(delivery);
        pages.tick();
        assertPromised(pages, promises, false);
    }

    private void assertPromised(SitePages pages, Map<String, String> promises, boolean promised) {
        assertEquals(List.of(), pages.problems());
        promises.forEach((language, words) -> {
            assertEquals(language, promised, site.body("/" + language + "/donate").contains(words));
            assertEquals("with mistakes, too", promised,
                    ShippedSite.form(pages, language, Map.of(), Map.of("amount", "?")).contains(words));
        });
    }

    @Test
    public void theThanksPageSaysItAgainToWhoeverLeftAnAddress() throws IOException {
        SitePages pages = site.pages();
        String said = "We send your receipt to the e-mail address that you gave.";
        assertFalse(thanks(pages, "en", Map.of("receipt", true)).contains(said));
        site.donations().bindReceiptDelivery(new TestDelivery(true));
        pages.tick();
        assertTrue(thanks(pages, "en", Map.of("receipt", true)).contains(said));
        assertTrue(thanks(pages, "nl", Map.of("receipt", true)).contains("Uw bewijs sturen we naar het e-mailadres"));
        assertTrue(thanks(pages, "ar", Map.of("receipt", true)).contains("سنرسل إيصال تبرعك"));
        assertFalse("no address", thanks(pages, "en", Map.of("receipt", false)).contains(said));
        assertFalse("somebody with the number only",
                thanks(pages, "en", Map.of("receipt", true, "signed", false)).contains(said));
        assertFalse("not paid", thanks(pages, "en", Map.of("receipt", true, "state", "pending")).contains(said));
        assertFalse("nobody's page", site.body("/en/thanks").contains(said));
    }

    private static String thanks(SitePages pages, String language, Map<String, Object> values) {
        var all = new HashMap<String, Object>(Map.of("state", "paid", "signed", true, "amount", Money.parse("EUR 25"),
                "refunded", Money.parse("EUR 0"), "checkout", "", "campaign", "flood", "monthly", false, "stop", ""));
        all.putAll(values);
        return ShippedSite.page(pages, "thanks", language, all);
    }

    private static Elements summary(String html) {
        return Jsoup.parse(html).select("div.problems");
    }

    private static boolean linked(String html, String id, String field) {
        return Jsoup.parse(html).selectFirst("#" + id + "[aria-describedby=problem-" + field + "]") != null;
    }

    private static List<String> chosen(String html) {
        return Jsoup.parse(html).select("[name=amount][checked]").eachAttr("value");
    }
}

package org.groundswell.pages.site;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.Totals;
import org.joda.money.Money;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** A total of tests is never shown without saying so, and one of real money never says it. */
public class TestTotalsTest {
    private static final Map<String, String> WORDS = Map.of("en", "a test: no money", "nl",
            "een test: er gaat geen geld", "ar", "تجربة");

    @Rule
    public final ShippedSite site = new ShippedSite();
    private final DonationView donations = new DonationView();
    private SitePages pages;
    private Totals totals = new Totals("flood", Money.parse("EUR 25"), 1, Instant.EPOCH, 3);

    @Before
    public void open() throws IOException {
        donations.bindLedger((Ledger) Proxy.newProxyInstance(Ledger.class.getClassLoader(),
                new Class<?>[] {Ledger.class}, (_, method, _) -> method.getName().equals("totals") ? totals : List.of()));
        pages = site.pages(donations);
    }

    @Test
    public void theTotalSaysThatItIsOneOfTestsInEveryLanguage() {
        WORDS.forEach((language, word) -> {
            String html = site.body("/" + language + "/");
            assertTrue(html, mark(html).contains(word));
            assertFalse(html, mark(html).contains("hidden"));
        });
        assertTrue(JsonParser.parseString(site.body("/api/campaigns/flood")).getAsJsonObject().get("test")
                .getAsBoolean());
    }

    /** The word is in the page all the same, so that the script can show it. */
    @Test
    public void realMoneyDoesNot() {
        totals = new Totals("flood", Money.parse("EUR 7"), 1, Instant.EPOCH);
        donations.committed(List.of());
        pages.tick();
        WORDS.forEach((language, _) -> assertTrue(mark(site.body("/" + language + "/")).contains(" hidden>")));
        var json = JsonParser.parseString(site.body("/api/campaigns/flood")).getAsJsonObject();
        assertFalse(json.get("test").getAsBoolean());
        assertEquals(700, json.get("raised").getAsLong());
    }

    @Test
    public void thanksForATestSayThatNoMoneyWasTaken() {
        Map<String, Object> gift = Map.of("state", "paid", "signed", true, "amount", Money.parse("EUR 25"), "monthly",
                false, "stop", "", "checkout", "");
        var test = new HashMap<>(gift);
        test.put("test", true);
        Map.of("en", "was a test", "nl", "was een test", "ar", "كانت هذه تجربة").forEach((language, word) -> {
            assertTrue(ShippedSite.page(pages, "thanks", language, test).contains(word));
            assertFalse(ShippedSite.page(pages, "thanks", language, gift).contains(word));
        });
    }

    private static String mark(String html) {
        int at = html.indexOf("<span class=\"test\"");
        return html.substring(at, html.indexOf("</span>", at));
    }
}

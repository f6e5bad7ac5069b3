package org.groundswell.itests;

import static org.junit.Assert.assertEquals;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.groundswell.shared.money.MoneyText;
import org.joda.money.Money;
import org.junit.Test;

/** A total that moves is written by the browser: as the server writes it, in each language and each kind of currency. */
public class LiveAmountsIT {
    /** With two decimals, three and none; and those of which browsers think otherwise than the money library. */
    private static final List<String> AMOUNTS = List.of("EUR 1234.50", "EUR 98765", "KWD 1234.505", "KWD 12.500", "KWD 12",
            "JPY 1234567", "JPY 50", "HUF 12345", "ISK 1500", "CLP 1000", "UGX 4000", "GBP 0.05");

    @Test
    public void theBrowserWritesAmountsAsTheServerDoes() throws Exception {
        var found = new ArrayList<String>();
        try (var site = new RenderedSite(RuntimeFolder.SHIPPED.resolve("site")); var browser = new Browser(true, "en")) {
            for (String language : List.of("en", "nl", "ar")) {
                String page = site.address("live-" + language, site.html(language, "home"));
                for (String each : AMOUNTS) {
                    Money amount = Money.parse(each);
                    site.tell("/live/flood", told(amount));
                    browser.open(page);
                    Await.until(each + " in " + language, () -> browser.text("[data-show=donations]").matches("\\D*7\\D*"));
                    String server = plain(MoneyText.spoken(amount, language));
                    String written = plain(browser.text("[data-show=raised]"));
                    if (!written.equals(server)) {
                        found.add(each + " in " + language + ": " + server + ", the browser: " + written);
                    }
                }
            }
        }
        assertEquals(List.of(), found);
    }

    private static String told(Money raised) {
        var json = new JsonObject();
        json.addProperty("currency", raised.getCurrencyUnit().getCode());
        json.addProperty("decimals", raised.getCurrencyUnit().getDecimalPlaces());
        json.addProperty("raised", raised.getAmountMinorLong());
        json.addProperty("goal", raised.getAmountMinorLong() * 2);
        json.addProperty("donations", 7);
        return json.toString();
    }

    /** Without the invisible marks that steer the direction of text, and with ordinary spaces. */
    private static String plain(String text) {
        return text.replaceAll("\\p{Cf}", "").replaceAll("\\p{Z}", " ");
    }
}
